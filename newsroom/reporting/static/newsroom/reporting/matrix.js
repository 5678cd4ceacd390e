/* The matrix by keyboard and with a drawer. Without this file every square is a link to the page of its records. */
(function () {
    "use strict";

    const root = document.querySelector("[data-matrix]");
    if (!root) return;
    root.classList.add("matrix--script");

    /* Filters answer at once; the button stays for those who want it. */
    const filters = root.querySelector("[data-matrix-filters]");
    filters?.addEventListener("change", (event) => {
        if (event.target.matches("select, input[type=checkbox]")) filters.requestSubmit();
    });
    filters?.addEventListener("formdata", (event) => {
        [...event.formData.entries()].forEach(([name, value]) => value === "" && event.formData.delete(name));
    });

    const table = root.querySelector("[data-matrix-table]");
    const dialog = root.querySelector("[data-matrix-dialog]");
    if (!table) return;

    table.setAttribute("role", "grid");
    table.querySelectorAll("td").forEach((cell) => cell.setAttribute("role", "gridcell"));
    const rows = [...table.querySelectorAll("tbody tr, tfoot tr")].map((row) => [...row.querySelectorAll("td")]);
    const stop = (cell) => cell.querySelector("a") || cell;
    const wide = () => getComputedStyle(table).display === "table";

    /* One square is a tab stop; arrows go on from it. */
    let current = null;
    function settle(cell) {
        if (current) stop(current).setAttribute("tabindex", "-1");
        current = cell;
        stop(cell).setAttribute("tabindex", "0");
    }
    rows.flat().forEach((cell) => stop(cell).setAttribute("tabindex", "-1"));
    const first = (location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))) || null;
    if (rows.length) settle(first && table.contains(first) ? first : rows[0][0]);
    if (first && first === current) {
        stop(first).focus({ preventScroll: true });
        first.scrollIntoView({ block: "center", inline: "center" });
    }

    function place(cell) {
        const down = rows.findIndex((row) => row.includes(cell));
        return [down, rows[down].indexOf(cell)];
    }

    const MOVES = {
        ArrowRight: (d, a) => [d, a + 1],
        ArrowLeft: (d, a) => [d, a - 1],
        ArrowDown: (d, a) => [d + 1, a],
        ArrowUp: (d, a) => [d - 1, a],
        Home: (d) => [d, 0],
        End: (d) => [d, rows[d].length - 1],
    };
    table.addEventListener("keydown", (event) => {
        const cell = event.target.closest("td");
        const move = MOVES[event.key];
        if (!cell || !move || event.altKey || event.metaKey || event.shiftKey) return;
        let [down, across] = move(...place(cell));
        if (event.ctrlKey && event.key === "Home") down = 0;
        if (event.ctrlKey && event.key === "End") down = rows.length - 1;
        const next = rows[down]?.[across];
        event.preventDefault();
        if (!next) return;
        settle(next);
        stop(next).focus({ preventScroll: true });
        next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    table.addEventListener("focusin", (event) => {
        const cell = event.target.closest("td");
        if (cell) settle(cell);
        cross(cell);
    });

    /* The column of the square that one points at; its row is found by the style sheet. */
    const columns = new Map();
    table.querySelectorAll("[data-column]").forEach((cell) => {
        const code = cell.dataset.column;
        columns.set(code, [...(columns.get(code) || []), cell]);
    });
    let crossed = null;
    function cross(cell) {
        const code = cell && wide() ? cell.dataset.column : null;
        if (code === crossed) return;
        (columns.get(crossed) || []).forEach((one) => one.classList.remove("is-crossed"));
        crossed = code;
        (columns.get(code) || []).forEach((one) => one.classList.add("is-crossed"));
    }
    table.addEventListener("pointerover", (event) => cross(event.target.closest("td, thead th")));
    table.addEventListener("pointerleave", () => cross(null));
    table.addEventListener("focusout", () => cross(null));

    /* The drawer. Whatever goes wrong, the link's own page is one click away: we go there. */
    const content = dialog.querySelector("[data-matrix-content]");
    let opener = null;
    table.addEventListener("click", (event) => {
        const link = event.target.closest("td a");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !dialog.showModal) return;
        event.preventDefault();
        open(link);
    });
    async function open(link) {
        opener = link;
        const from = new URL(link.href);
        const back = location.pathname + location.search + "#" + link.closest("td").id;
        from.searchParams.set("next", back);
        content.textContent = content.dataset.waiting;
        content.setAttribute("aria-busy", "true");
        dialog.showModal();
        try {
            const answer = await fetch(root.dataset.drawer + from.search, { headers: { "X-Requested-With": "fetch" } });
            if (!answer.ok || answer.redirected) throw new Error(answer.status);
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            if (opener !== link || !dialog.open) return;
            content.replaceChildren(...page.body.childNodes);
            content.removeAttribute("aria-busy");
            content.focus();
        } catch {
            location.assign(link.href);
        }
    }
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
        content.replaceChildren();
        opener?.focus();
        opener = null;
    });
})();
