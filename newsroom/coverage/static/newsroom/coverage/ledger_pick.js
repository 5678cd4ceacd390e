/* Says how many records are ticked; "all that the filters leave" stands for the ticks, and only themes take it. */
(() => {
    class LedgerPick extends window.StimulusModule.Controller {
        static targets = ["count", "all", "few"];

        connect() {
            this.element.querySelectorAll('[data-w-bulk-target="all"]').forEach((box) => {
                box.hidden = false;
            });
            this.count();
        }

        count() {
            const ticked = this.element.querySelectorAll('input[name="id"]:checked').length;
            const everything = this.hasAllTarget && this.allTarget.checked;
            const { none, some } = this.countTarget.dataset;
            this.countTarget.textContent = ticked && !everything ? `${ticked} ${some}` : none;
            this.fewTargets.forEach((button) => {
                button.disabled = everything || !ticked;
            });
        }
    }

    window.wagtail.app.register("ledger-pick", LedgerPick);
})();
