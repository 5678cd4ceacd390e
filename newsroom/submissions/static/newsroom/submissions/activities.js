/* The rows of an agency's report: add without a round trip, show the channel's unit and only what it counts,
   take a row out and put it back. Without script the same form works by its buttons and check boxes. */
(() => {
    class Activities extends window.StimulusModule.Controller {
        static targets = ["rows", "row", "template", "number", "unit", "body"];

        rowTargetConnected(row) {
            this.suit(row);
            this.dress(row);
            this.renumber();
        }

        add(event) {
            event.preventDefault();
            const total = this.element.querySelector('[name="lines-TOTAL_FORMS"]');
            const html = this.templateTarget.innerHTML.replaceAll("__prefix__", total.value);
            total.value = Number(total.value) + 1;
            // A contextual fragment runs the date picker's script, which innerHTML would not.
            this.rowsTarget.append(document.createRange().createContextualFragment(html));
            this.rowsTarget.lastElementChild.querySelector("input:not([type=hidden])").focus();
        }

        channel(event) {
            this.suit(event.target.closest("fieldset"));
        }

        /* Unit and measures of the chosen channel; a field that is not counted is neither shown nor sent. */
        suit(row) {
            const option = row.querySelector("select").selectedOptions[0];
            const counts = option && option.value ? (option.dataset.counts || "").split(" ") : [];
            row.querySelector('[data-activities-target="unit"]').textContent = (option && option.dataset.unit) || "";
            row.querySelectorAll("[data-measure]").forEach((place) => {
                const input = place.querySelector("input");
                const shown = counts.includes(place.dataset.measure) || place.querySelector(".error-message") !== null;
                place.hidden = !shown;
                input.disabled = !shown;
            });
        }

        /* The check box "remove" becomes a switch that folds the row away and back. */
        dress(row) {
            const box = row.querySelector('[name$="-DELETE"]');
            const fold = () => {
                row.classList.toggle("activity--removed", box.checked);
                row.querySelector('[data-activities-target="body"]').hidden = box.checked;
            };
            box.addEventListener("change", fold);
            fold();
        }

        renumber() {
            this.numberTargets.forEach((place, index) => {
                place.textContent = index + 1;
            });
        }
    }

    window.wagtail.app.register("activities", Activities);
})();
