// Where links lead when they are opened in a new tab or copied, and what they leave in the address when they are pressed.
(() => {
  const KEPT = KEPT_HERE;

  const mend = (event) => {
    const link = event.target.closest?.('a[data-testid="stPageLink-NavLink"], a[data-testid="stSidebarNavLink"]');
    if (!link) return;
    const here = new URLSearchParams(location.search);
    if (link.dataset.testid === "stSidebarNavLink") {
      // The menu's links name a page alone; when pressed they keep the scope.
      const kept = [...here].filter(([key]) => KEPT.includes(key));
      link.search = new URLSearchParams(kept).toString();
    } else if (/^(\?|$)/.test(link.getAttribute("href"))) {
      // Streamlit's first page has no address of its own: a link to it is relative to where it stands.
      link.setAttribute("href", "/" + link.getAttribute("href"));
    }
  };

  for (const name of ["pointerdown", "focusin"]) addEventListener(name, mend, true);

  // Streamlit follows a link to the page that is open, but leaves the address as it was: what is then seen could not be shared.
  addEventListener("click", (event) => {
    mend(event); // A screen reader presses without pointer or focus.
    const link = event.target.closest?.('a[data-testid="stPageLink-NavLink"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.pathname === location.pathname && link.search !== location.search) history.pushState({}, "", link.href);
  }, true);

  // In a narrow window the menu lies over the page. Streamlit closes it on a phone, but not in a narrow window of a desktop.
  addEventListener("click", (event) => {
    if (innerWidth > 640 || !event.target.closest?.('a[data-testid="stSidebarNavLink"]')) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button')?.click(), 50);
  });

  // A program that leads to another page (`st.switch_page`) has Streamlit push the new query on the old page first, an address that
  // nobody visited, and then the page: the second takes the place of the first. Links push one address alone.
  const push = history.pushState.bind(history);
  let passing = "";
  history.pushState = (state, unused, to) => {
    const next = new URL(to, location.href), same = next.pathname === location.pathname;
    if (!same && next.search === location.search && location.href === passing) history.replaceState(state, unused, to);
    else push(state, unused, to);
    passing = same ? next.href : "";
  };
  addEventListener("click", () => { passing = ""; }, true);
})();
