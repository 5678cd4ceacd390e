/* Phrases tried while they are written. Without this file the button “Thử, chưa lưu” does the same. */
(function () {
    "use strict";

    const form = document.querySelector("[data-phrases]");
    const trial = form && form.querySelector("[data-trial]");
    if (!trial) return;
    const PAUSE = 500;
    let timer = 0;
    let asked = null;

    function tell(words) {
        const status = trial.querySelector('[role="status"]');
        if (status) status.textContent = words;
    }

    async function run() {
        if (asked) asked.abort();
        asked = new AbortController();
        const data = new FormData(form);
        data.set("do", "part");
        trial.setAttribute("aria-busy", "true");
        tell(trial.dataset.trialWait);
        try {
            const answer = await fetch(location.href, { method: "POST", body: data, signal: asked.signal, redirect: "error" });
            if (!answer.ok) throw new Error(String(answer.status));
            trial.innerHTML = await answer.text();
            trial.removeAttribute("aria-busy");
        } catch (problem) {
            if (problem.name === "AbortError") return;
            trial.removeAttribute("aria-busy");
            tell(trial.dataset.trialFailed);
        }
    }

    form.addEventListener("input", (event) => {
        if (!event.target.matches("textarea")) return;
        clearTimeout(timer);
        timer = setTimeout(run, PAUSE);
    });
})();
