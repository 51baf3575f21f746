"""`python -m sealed_site` is `sealed-site`."""

from sealed_site.cli import main

main(prog_name="sealed-site")
