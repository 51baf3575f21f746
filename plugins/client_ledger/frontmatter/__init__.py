"""One grammar of front matter and CSV: read with places, read half-typed, write without touching other bytes."""
