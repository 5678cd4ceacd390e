/* Asks every two seconds how far an import is; when it is through, the page shows what came of it. */
(() => {
    class ImportProgress extends window.StimulusModule.Controller {
        static targets = ["bar"];

        static values = { address: String };

        connect() {
            this.timer = window.setInterval(() => this.look(), 2000);
        }

        disconnect() {
            window.clearInterval(this.timer);
        }

        async look() {
            const reply = await fetch(this.addressValue, { headers: { Accept: "application/json" } });
            if (!reply.ok) return;
            const { percent, moving } = await reply.json();
            this.barTarget.value = percent;
            if (!moving) window.location.reload();
        }
    }

    window.wagtail.app.register("import-progress", ImportProgress);
})();
