// Runs before Streamlit's scripts: the one inline script that the content security policy allows, by its hash.

// What they would otherwise learn late and at a cost. Where the server is: below /map they would try /map/_stcore/… first, and log two
// 404s. And how the page looks: they would fetch a typeface that no page uses (170 kB), and show Streamlit's own colours at first.
window.__streamlit = { BACKEND_BASE_URL: location.origin + "/", LIGHT_THEME: LIGHT_THEME_HERE };

// The document's language follows the address, also when a page changes it without loading anew.
(() => {
  const follow = () => {
    const lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "th";
    // Said anew, even the same language has the browser work out the style of the whole document again.
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
  };
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...state) {
      original.apply(history, state);
      follow();
    };
  }
  addEventListener("popstate", follow);
})();
