"""Which file is behind an address. The addresses stand in slides and links for years; the files may be renamed."""

PAGES = {
    "overview_group": {
        "overview": ("", ":material/space_dashboard:"),
        "map": ("map", ":material/map:"),
        "steps": ("steps", ":material/stairs:"),
        "pilots": ("pilots", ":material/flag:"),
    },
    "work_group": {
        "applications": ("applications", ":material/assignment:"),
        "activities": ("activities", ":material/volunteer_activism:"),
        "network": ("network", ":material/hub:"),
        "place": ("place", ":material/location_on:"),
        "changes": ("changes", ":material/published_with_changes:"),
    },
    "carry_group": {
        "meeting": ("meeting", ":material/co_present:"),
        "data": ("data", ":material/database:"),
    },
    "knowledge_group": {
        "standard": ("standard", ":material/verified:"),
        "glossary": ("glossary", ":material/menu_book:"),
        "about": ("about", ":material/info:"),
    },
}


def page_of(path: str) -> str:
    """The file of an address such as `/map`, as Streamlit wants it. Raises KeyError where there is no such page."""
    names = {f"/{path}": name for pages in PAGES.values() for name, (path, _) in pages.items()}
    return f"pages/{names[path]}.py"
