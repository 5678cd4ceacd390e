/* Narrows a list of check boxes down to what is typed, marks or no marks, and counts the chosen. */
(() => {
    const fold = (text) =>
        text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
    const WORTH_NARROWING = 9;

    class PickList extends window.StimulusModule.Controller {
        static targets = ["bar", "filter", "count", "items", "none"];

        connect() {
            this.rows = [...this.itemsTarget.querySelectorAll("label")].map((label) => ({
                row: label.parentElement,
                box: label.querySelector("input"),
                words: fold(label.textContent),
            }));
            this.barTarget.hidden = this.rows.length < WORTH_NARROWING;
            this.count();
        }

        narrow() {
            const words = fold(this.filterTarget.value).split(/\s+/).filter(Boolean);
            let shown = 0;
            this.rows.forEach((item) => {
                item.row.hidden = !words.every((word) => item.words.includes(word));
                shown += item.row.hidden ? 0 : 1;
            });
            this.noneTarget.hidden = shown > 0;
        }

        /* Enter narrows down; it must not send the form. */
        hold(event) {
            if (event.key === "Enter") event.preventDefault();
            if (event.key === "Escape") {
                this.filterTarget.value = "";
                this.narrow();
            }
        }

        count() {
            const chosen = this.rows.filter((item) => item.box.checked).length;
            this.countTarget.textContent = chosen ? `${chosen} ${this.countTarget.dataset.one}` : "";
        }
    }

    window.wagtail.app.register("pick-list", PickList);
})();
