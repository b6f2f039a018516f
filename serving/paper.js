// How wide paper is: as wide as the page on this screen, since nobody draws the charts anew for it. On the widest page's paper
// (`style.css`) what is seen on a narrower screen would be smaller than it need be.
addEventListener("beforeprint", () => {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!page) return;
  const margin = 40, width = Math.min(Math.max(Math.ceil(page.getBoundingClientRect().width) + 2 * margin, 800), 1600);
  const rule = document.getElementById("paper") ?? Object.assign(document.createElement("style"), { id: "paper" });
  document.body.append(rule); // The last rule for a page counts, and the style sheet stands at the end of the document.
  rule.textContent = `@page { size: ${width}px ${Math.round(width * Math.SQRT2)}px; margin: ${margin}px; }`;
});
