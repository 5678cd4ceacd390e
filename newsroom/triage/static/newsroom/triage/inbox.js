/* The inbox by keyboard. Without this file everything works by links, check boxes and buttons; with it a decision
   does not reload the page, and the next entry is already there. */
(function () {
    "use strict";

    let box = document.querySelector("[data-inbox]");
    if (!box) return;
    const dialog = document.getElementById("phim-tat");
    let busy = false;

    const entries = () => [...box.querySelectorAll("[data-entry]")];
    const current = () => box.querySelector('[data-entry][aria-current="true"]');
    const byId = (id) => (id ? box.querySelector("#" + CSS.escape(id)) : null);

    function show(entry) {
        const pane = box.querySelector("[data-inbox-pane]");
        if (!pane || !entry) return;
        const heading = document.createElement("h2");
        heading.textContent = entry.querySelector(".tin__title").textContent;
        const meta = entry.querySelector(".tin__meta").cloneNode(true);
        const text = entry.querySelector("[data-text]").cloneNode(true);
        const again = entry.querySelector('[data-key="l"]');
        pane.replaceChildren(heading, meta, text, ...(again ? [again.cloneNode(true)] : []));
        pane.scrollTop = 0;
    }

    function choose(entry, { focus = true } = {}) {
        if (!entry) return;
        entries().forEach((one) => one.removeAttribute("aria-current"));
        entry.setAttribute("aria-current", "true");
        if (focus) {
            entry.focus({ preventScroll: true });
            entry.scrollIntoView({ block: "nearest" });
        }
        show(entry);
    }

    function step(by) {
        const all = entries();
        const at = all.indexOf(current());
        choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
    }

    function begin() {
        box.classList.add("tin-box--script");
        tally();
        choose(byId(location.hash.slice(1)) || entries()[0], { focus: location.hash.startsWith("#tin-") });
    }

    /* The count beside the menu's label is drawn once for a page: keep it in step. */
    function recount() {
        const waiting = Number(box.dataset.inboxWaiting);
        const link = [...document.querySelectorAll("#wagtail-sidebar a")].find((a) => a.pathname === location.pathname);
        const label = link && link.querySelector(".menuitem-label");
        const shown = waiting ? " (" + waiting.toLocaleString(document.documentElement.lang || "vi") + ")" : "";
        if (label) label.textContent = box.dataset.inboxLabel + shown;
    }

    /* What is ticked and not sent yet outlives the drawing of a new list. */
    const ticks = () => [...box.querySelectorAll("[data-entry] input:checked")].map((input) => [input.closest("[data-entry]").id, input.name, input.value]);

    function tick(marks) {
        marks.forEach(([id, name, value]) => {
            const input = byId(id)?.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
            if (input) input.checked = true;
        });
        tally();
    }

    function tally() {
        const all = [...box.querySelectorAll("[data-choose]")];
        const chosen = all.filter((input) => input.checked).length;
        const told = box.querySelector("[data-chosen]");
        if (!told) return;
        told.textContent = chosen + " " + told.dataset.chosen;
        told.closest("form").classList.toggle("tin-many--some", chosen > 0);
        const whole = box.querySelector("[data-choose-all]");
        [whole.checked, whole.indeterminate] = [chosen === all.length, chosen > 0 && chosen < all.length];
    }

    async function send(form, submitter) {
        if (busy) return;
        busy = true;
        box.setAttribute("aria-busy", "true");
        const many = form.matches("[data-inbox-many]");
        const entry = form.closest("[data-entry]") || (many && current());
        const stay = entry ? entry.id : null;
        const then = many || form.matches("[data-stay]") ? stay : entry ? entry.dataset.then : "tin-" + form.elements.then.value;
        const first = many ? box.querySelector("[data-choose]:checked")?.closest("[data-entry]") : entry;
        const at = Math.max(0, entries().indexOf(first));
        const marks = many ? [] : ticks().filter(([id]) => id !== stay);
        try {
            const action = (submitter && submitter.getAttribute("formaction")) || form.getAttribute("action");
            const answer = await fetch(action, { method: "POST", body: new FormData(form, submitter), credentials: "same-origin" });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("[data-inbox]");
            if (!answer.ok || !fresh) {
                location.reload();
                return;
            }
            const told = page.querySelector(".messages > ul");
            const failed = Boolean(told && told.querySelector(".error"));
            document.querySelector(".messages > ul").replaceChildren(...(told ? told.children : []));
            box.replaceWith(fresh);
            box = fresh;
            box.classList.add("tin-box--script");
            recount();
            tick(marks);
            const next = (failed && byId(stay)) || byId(then) || entries()[Math.min(at, entries().length - 1)];
            if (next) choose(next);
            else box.focus();
        } catch {
            form.submit();
        } finally {
            busy = false;
            box.removeAttribute("aria-busy");
        }
    }

    const press = (selector, within) => {
        const button = within && within.querySelector(selector);
        if (button) button.click();
    };

    /* Where the pane is shown it has the text already: go there to scroll. */
    function read() {
        const pane = box.querySelector("[data-inbox-pane]");
        if (pane && pane.offsetParent) pane.focus();
        else press("[data-content] > summary", current());
    }

    const keys = {
        j: () => step(1),
        k: () => step(-1),
        a: () => press('[data-key="a"]', current()),
        x: () => press('[data-key="x"]', current()),
        d: () => press('[data-key="d"]', current()),
        r: () => press('[data-key="r"]', current()),
        l: () => press('[data-key="l"]', current()),
        c: () => press("[data-choose]", current()),
        A: () => press('[data-many="a"]', box),
        X: () => press('[data-many="x"]', box),
        u: () => press("button", box.querySelector("[data-inbox-undo]")),
        o: read,
        t: () => press(".tin__others > summary", current()),
        "/": () => box.querySelector('input[type="search"]').focus(),
        "?": () => dialog && dialog.showModal(),
    };

    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!form.matches("[data-inbox-form], [data-inbox-undo]") || event.submitter?.matches("[data-leave]")) return;
        event.preventDefault();
        send(form, event.submitter);
    });

    document.addEventListener("click", (event) => {
        if (event.target.closest("[data-inbox-help]") && dialog) dialog.showModal();
    });

    document.addEventListener("change", (event) => {
        if (event.target.matches("[data-choose-all]")) {
            box.querySelectorAll("[data-choose]").forEach((input) => (input.checked = event.target.checked));
        }
        if (event.target.matches("[data-choose], [data-choose-all]")) tally();
    });

    document.addEventListener("focusin", (event) => {
        const entry = event.target.closest && event.target.closest("[data-entry]");
        if (entry && entry !== current()) choose(entry, { focus: false });
    });

    /* Before Wagtail's own shortcuts, which know nothing of the inbox. */
    document.addEventListener(
        "keydown",
        (event) => {
            if (box.dataset.inboxKeys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
            if (document.querySelector("dialog[open], [aria-modal='true']:not([aria-hidden='true'])")) return;
            const field = event.target.closest("input, select, textarea, [contenteditable='true']");
            if (field && !["checkbox", "radio"].includes(field.type)) return;
            const chip = /^[1-9]$/.test(event.key) && current()?.querySelector(`[data-chip="${event.key}"]`);
            if (chip) chip.click();
            else if (Object.hasOwn(keys, event.key)) keys[event.key]();
            else return;
            event.preventDefault();
            event.stopImmediatePropagation();
        },
        true,
    );

    begin();
})();
