// Remembers the reader's text size. Without script the buttons are not shown and nothing is lost.
(() => {
  const root = document.documentElement;
  const box = document.querySelector(".text-size");
  if (!box) return;
  const show = (size) => {
    if (size === "normal") root.removeAttribute("data-text");
    else root.dataset.text = size;
    for (const button of box.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === size));
  };
  let kept = "normal";
  try {
    kept = localStorage.getItem("text-size") || "normal";
  } catch {
    // Storage may be closed to us; the choice then lasts for this page.
  }
  box.hidden = false;
  show(kept);
  box.addEventListener("click", (event) => {
    const size = event.target.value;
    if (!size) return;
    show(size);
    try {
      localStorage.setItem("text-size", size);
    } catch {
      // As above.
    }
  });
})();
