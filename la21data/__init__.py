"""The library behind the LA21 & Green City dashboard. It never imports streamlit."""
