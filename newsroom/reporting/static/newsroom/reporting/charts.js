/* Draws what a json_script beside a canvas says: {kind, labels, series: [{name, values}], horizontal, target}.
   Series differ by colour and by pattern; the table beside the chart says everything that it says. */
(function () {
    "use strict";

    if (!window.Chart) return;

    let canvases = [];
    const charts = [];
    const style = (name, element = document.documentElement) => getComputedStyle(element).getPropertyValue(name).trim();

    function colours(canvas) {
        const text = getComputedStyle(canvas.closest(".chart-card") || document.body).color;
        const dark = Number((text.match(/\d+/) || [0])[0]) > 128;
        return {
            text,
            line: style("--w-color-border-furniture") || "#ccc",
            ground: style("--w-color-surface-page") || "#fff",
            first: dark ? "#5fd0d2" : "#007d7e",
            second: dark ? "#f2b661" : "#8a4b00",
        };
    }

    function stripes(colour, ground) {
        const tile = document.createElement("canvas");
        tile.width = tile.height = 8;
        const pen = tile.getContext("2d");
        pen.fillStyle = ground;
        pen.fillRect(0, 0, 8, 8);
        pen.strokeStyle = colour;
        pen.lineWidth = 3;
        pen.beginPath();
        [-8, 0, 8].forEach((at) => {
            pen.moveTo(at, 8);
            pen.lineTo(at + 8, 0);
        });
        pen.stroke();
        return pen.createPattern(tile, "repeat");
    }

    function draw(canvas) {
        const source = document.getElementById(canvas.dataset.chart);
        if (!source) return;
        const said = JSON.parse(source.textContent);
        const colour = colours(canvas);
        canvas.closest(".chart-card")?.classList.add("chart-card--drawn");
        const number = new Intl.NumberFormat(document.documentElement.lang || "vi");
        const values = said.horizontal ? "x" : "y";
        charts.push(
            new window.Chart(canvas, {
                type: said.kind || "bar",
                data: {
                    labels: said.labels,
                    datasets: said.series.map((one, at) => ({
                        label: one.name,
                        data: one.values,
                        backgroundColor: at ? stripes(colour.second, colour.ground) : colour.first,
                        borderColor: at ? colour.second : colour.first,
                        borderWidth: 1,
                        maxBarThickness: 28,
                    })),
                },
                options: {
                    animation: false,
                    indexAxis: said.horizontal ? "y" : "x",
                    maintainAspectRatio: false,
                    color: colour.text,
                    plugins: {
                        legend: { position: "bottom", display: said.series.length > 1, labels: { color: colour.text } },
                        tooltip: { callbacks: { label: (i) => `${i.dataset.label}: ${number.format(i.raw)}` } },
                    },
                    scales: {
                        x: { ticks: { color: colour.text, precision: 0 }, grid: { color: colour.line, display: values === "x" } },
                        y: { ticks: { color: colour.text, precision: 0 }, grid: { color: colour.line, display: values === "y" } },
                        [values]: {
                            beginAtZero: true,
                            ticks: { color: colour.text, precision: 0, callback: (v) => number.format(v) },
                            grid: { color: colour.line },
                        },
                    },
                },
            }),
        );
    }

    function begin() {
        canvases = [...document.querySelectorAll("canvas[data-chart]")];
        canvases.forEach(draw);
    }

    /* On the front page it stands in the head, and is there before the canvases are. */
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
        charts.splice(0).forEach((chart) => chart.destroy());
        canvases.forEach(draw);
    });
})();
