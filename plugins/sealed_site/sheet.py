"""A sheet of paper for a reader: the address, the passphrase, and the key as a QR picture."""

from __future__ import annotations

import html
from dataclasses import dataclass

import segno

from sealed_site.identity import Identity, verify_line

STYLE = (
    "body{font:12pt/1.5 Georgia,serif;max-width:34em;margin:3em auto;padding:0 1em;color:#000;background:#fff}"
    "code{font:11pt/1.5 ui-monospace,monospace;overflow-wrap:anywhere}.big{font-size:14pt}svg{display:block;width:6cm}"
)
WORDS = {
    "en": {
        "title": "Key of {name}",
        "address": "The site",
        "passphrase": "Your passphrase",
        "by_file": "You open the site with the key below; there is no passphrase.",
        "key": "Your key, for a device on which the passphrase does not work",
        "how": "Read the picture with the camera, copy the text, and paste it where the site asks for the passphrase. "
        "Copied into a text file, it is a key file.",
        "warning": "Whoever has this sheet can read the site. Print it, keep it as you keep money, and delete the "
        "file.",
    },
    "fr": {
        "title": "Clé de {name}",
        "address": "Le site",
        "passphrase": "Votre phrase secrète",
        "by_file": "Vous ouvrez le site avec la clé ci-dessous ; il n’y a pas de phrase secrète.",
        "key": "Votre clé, pour un appareil où la phrase secrète ne marche pas",
        "how": "Lisez l’image avec l’appareil photo, copiez le texte et collez-le là où le site demande la phrase "
        "secrète. Copié dans un fichier texte, c’est un fichier de clé.",
        "warning": "Qui a cette feuille peut lire le site. Imprimez-la, gardez-la comme de l’argent, et effacez le "
        "fichier.",
    },
}


@dataclass(frozen=True)
class Sheet:
    """The content of a reader's sheet."""

    name: str
    url: str
    identity: Identity
    passphrase: str | None

    def page(self, language: str) -> str:
        """Return the sheet as a page to print, in a language of two letters."""
        words = {key: html.escape(text) for key, text in WORDS.get(language, WORDS["en"]).items()}
        title = words["title"].format(name=html.escape(self.name))
        opened = f"<h2>{words['passphrase']}</h2>\n<p><code class=big>{html.escape(self.passphrase or '')}</code></p>"
        picture = segno.make(self.key(), error="m", micro=False).svg_inline(scale=4)
        return (
            f'<!doctype html>\n<html lang="{language if language in WORDS else "en"}">\n<meta charset="utf-8">\n'
            f'<meta name="robots" content="noindex">\n<title>{title}</title>\n<style>{STYLE}</style>\n'
            f"<h1>{title}</h1>\n"
            f"<h2>{words['address']}</h2>\n<p><code class=big>{html.escape(self.url)}</code></p>\n"
            f"{opened if self.passphrase else '<p>' + words['by_file'] + '</p>'}\n"
            f"<h2>{words['key']}</h2>\n{picture}\n<p><code>{html.escape(self.key())}</code></p>\n<p>{words['how']}</p>\n"
            f"<p><strong>{words['warning']}</strong></p>\n</html>\n"
        )

    def key(self) -> str:
        """Return the text of the QR picture: the key, and the verify key of a signed site."""
        verify = f"\n{verify_line(self.identity.verify_key)}" if self.identity.verify_key else ""
        return self.identity.secret + verify
