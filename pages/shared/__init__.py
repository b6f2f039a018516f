"""The only Streamlit helpers: cached reads, the scope bar, the page's frame, the chart block."""
