"""The language server, driven by a real client over its standard input and output."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

CONTRACT = "ledger/contracts/acme-site.md"
SHOP = "ledger/contracts/old/acme-shop.md"
CLIENT = "ledger/clients/acme.md"
NEW = "ledger/contracts/new.md"

pytestmark = pytest.mark.asyncio(loop_scope="session")


def span(line, start, end):
    return types.Range(types.Position(line, start), types.Position(line, end))


def typed(line, start, end, text):
    return types.TextDocumentContentChangePartial(range=span(line, start, end), text=text)


def today():
    return f"{datetime.now(ZoneInfo('Europe/Paris')):%Y-%m-%d}"


async def test_problems_come_and_go_as_one_types(editor):
    editor.open(CONTRACT)
    editor.change(CONTRACT, 2, typed(3, 7, 13, "actve"))
    (problem,) = await editor.problems(CONTRACT, 1)
    assert (problem.code, problem.range) == ("invalid-value", span(3, 7, 12))
    assert "did you mean `active`" in problem.message
    editor.change(CONTRACT, 3, typed(3, 10, 10, "i"))
    assert await editor.problems(CONTRACT, 0) == []


async def test_an_error_elsewhere_in_the_ledger_is_shown_too(editor):
    editor.open(CLIENT, "---\nname: Acme\naccepted:\n  - {sign: late, until: 2026-12-01, why: x}\n---\n")
    assert [each.code for each in await editor.problems(CLIENT, 1)] == ["unknown-sign"]
    editor.open(CONTRACT)
    editor.change(CONTRACT, 2, typed(1, 8, 12, "acmee"))
    assert [each.code for each in await editor.problems(CONTRACT, 1)] == ["unknown-client"]
    editor.close(CONTRACT)
    assert await editor.problems(CONTRACT, 0) == []


async def test_a_file_that_is_not_saved_yet_belongs_to_the_ledger(editor):
    editor.open(NEW, "---\nclient: acme\ntitle: New\nstage: lead\nbilling: hourly\n---\n")
    (problem,) = await editor.problems(NEW, 1)
    assert "`rate` is required" in problem.message


async def test_a_log_that_is_not_saved_yet_is_read(editor):
    log = "ledger/contracts/acme-hours.csv"
    editor.open(log, "date,hours\n2026-13-01,1\n")
    assert [each.range for each in await editor.problems(log, 1)] == [span(1, 0, 10)]


async def test_places_are_counted_in_utf_16_beyond_emoji_and_accents(editor):
    editor.open(CLIENT)
    line = '  - {date: 2026-11-02, kind: insult, text: "🎈🎈 “non”", evidence: acme/mail.eml}'
    start = len(line[: line.index("acme/")].encode("utf-16-le")) // 2
    editor.change(CLIENT, 2, typed(4, start, start + len("acme/mail.eml"), "acme/gone.eml"))
    (problem,) = await editor.problems(CLIENT, 1)
    assert problem.range == span(4, start, start + len("acme/gone.eml"))


async def test_a_client_that_counts_in_utf_8_is_answered_so(start):
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    editor = await start(types.ClientCapabilities(general=general))
    editor.open(CLIENT, '---\nname: "é🎈", x\n---\n')
    assert await editor.problems(CLIENT, 1)
    editor.open(CLIENT, "---\nname: x\nnotes: {é🎈: 1}\nreviewed: é🎈\n---\n")
    found = await editor.problems(CLIENT, 2)
    assert found[-1].range == span(3, 10, 16)


async def test_options_of_the_site_file_are_checked(editor):
    editor.open("mkdocs.yml")
    editor.change("mkdocs.yml", 2, typed(5, 16, 28, "Europe/Pariss"))
    (problem,) = await editor.problems("mkdocs.yml", 1)
    assert problem.range == span(5, 16, 29)


async def test_a_site_file_that_is_no_yaml_says_where(editor):
    editor.open("mkdocs.yml")
    editor.change("mkdocs.yml", 2, typed(6, 22, 34, "{USD: 0.92"))
    (problem,) = await editor.problems("mkdocs.yml", 1)
    assert problem.code == "invalid-yaml"
    editor.change("mkdocs.yml", 3, typed(6, 22, 32, "{USD: 0.92}"))
    assert await editor.problems("mkdocs.yml", 0) == []


async def test_files_that_change_on_disk_are_read_again(editor, folder):
    editor.open(CLIENT, "---\nname: Acme\nname: Acme\n---\n")
    await editor.problems(CLIENT, 1)
    assert editor.registered
    (folder / CONTRACT).write_text("no front matter\n", encoding="utf-8")
    event = types.FileEvent(editor.uri(CONTRACT), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert [each.code for each in await editor.problems(CONTRACT, 1)] == ["no-front-matter"]
    (folder / CONTRACT).unlink()
    document = types.TextDocumentIdentifier(editor.uri(CLIENT))
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
    await editor.problems(CONTRACT, 0)


async def hover(editor, file, line, character):
    found = await editor.client.text_document_hover_async(types.HoverParams(**editor.at(file, line, character)))
    return found.contents.value if found else None


async def test_hover_says_what_a_field_means(editor):
    editor.open(CONTRACT)
    assert await hover(editor, CONTRACT, 3, 2) == (
        "**stage** (`lead` `proposal` `negotiation` `signed` `active` `completed` `lost` `terminated`, required)\n\n"
        "The stage of the contract in your pipeline."
    )
    assert "The day you sent it." in await hover(editor, CONTRACT, 8, 15)
    assert await hover(editor, CONTRACT, 9, 0) is None


async def test_hover_and_problems_speak_the_language_of_the_ledger(editor):
    site = editor.folder / "mkdocs.yml"
    site.write_text("theme: {name: client-ledger, locale: fr}\n" + site.read_text(encoding="utf-8"), encoding="utf-8")
    editor.open(CONTRACT)
    text = await hover(editor, CONTRACT, 3, 2)
    assert text.endswith("`terminated`, obligatoire)\n\nL’étape du contrat dans vos affaires.")
    assert (await hover(editor, CONTRACT, 1, 9)).startswith("**Acmé 🎈 Ltd\u00a0: partir maintenant**")
    editor.open(CLIENT, "---\nstatus: active\n---\n")
    (problem,) = await editor.problems(CLIENT, 1)
    assert "`name` est obligatoire" in problem.message


async def test_hover_on_a_client_says_its_verdict_and_why(editor):
    editor.open(CONTRACT)
    text = await hover(editor, CONTRACT, 1, 9)
    assert text.startswith("**Acmé 🎈 Ltd: leave now**")
    assert "toxic-behaviour (critical)" in text
    editor.open(CLIENT)
    assert await hover(editor, CLIENT, 1, 7) == text


async def test_hover_on_a_kind_and_on_a_sign_says_what_follows(editor):
    editor.open(CLIENT, "---\nname: A\nincidents:\n  - {kind: no-show}\nsigns: {late-payments: {grace_days: 5}}\n---\n")
    assert "disrespected-time" in await hover(editor, CLIENT, 3, 12)
    assert "It becomes critical if it goes on" in await hover(editor, CLIENT, 4, 10)
    assert "late without counting" in await hover(editor, CLIENT, 4, 26)


async def definition(editor, file, line, character):
    params = types.DefinitionParams(**editor.at(file, line, character))
    return await editor.client.text_document_definition_async(params)


async def test_definitions_lead_to_clients_evidence_and_logs(editor):
    editor.open(CONTRACT)
    editor.open(CLIENT)
    found = await definition(editor, CONTRACT, 1, 10)
    assert (found.uri, found.range) == (editor.uri(CLIENT), span(1, 6, 17))
    assert (await definition(editor, CONTRACT, 6, 8)).uri == editor.uri("ledger/contracts/acme-hours.csv")
    assert (await definition(editor, CLIENT, 4, 72)).uri == editor.uri("ledger/evidence/acme/mail.eml")
    assert await definition(editor, CONTRACT, 5, 8) is None


@pytest.mark.parametrize(("file", "place"), [(CONTRACT, (1, 9)), (CLIENT, (1, 2))])
async def test_references_of_a_client_are_its_contracts(editor, file, place):
    editor.open(file)
    context = types.ReferenceContext(include_declaration=False)
    params = types.ReferenceParams(context=context, **editor.at(file, *place))
    found = await editor.client.text_document_references_async(params)
    expected = [(editor.uri(CONTRACT), span(1, 8, 12)), (editor.uri(SHOP), span(2, 8, 14))]
    assert [(each.uri, each.range) for each in found] == expected


async def rename(editor, new, file=CONTRACT, place=(1, 9)):
    params = types.RenameParams(new_name=new, **editor.at(file, *place))
    return await editor.client.text_document_rename_async(params)


async def test_a_client_is_renamed_in_every_contract_and_as_a_file(editor):
    editor.open(CONTRACT, "---\n\nclient: acme\ntitle: not even whole\n")
    prepare = types.PrepareRenameParams(**editor.at(CONTRACT, 2, 10))
    prepared = await editor.client.text_document_prepare_rename_async(prepare)
    assert (prepared.range, prepared.placeholder) == (span(2, 8, 12), "acme")
    edit = await rename(editor, "acme-ltd", place=(2, 10))
    *texts, file = edit.document_changes
    assert [(each.text_document.uri, each.text_document.version) for each in texts] == [
        (editor.uri(CONTRACT), 1),
        (editor.uri(SHOP), None),
    ]
    assert [(each.range, each.new_text) for text in texts for each in text.edits] == [
        (span(2, 8, 12), "acme-ltd"),
        (span(2, 8, 14), "acme-ltd"),
    ]
    assert (file.kind, file.old_uri, file.new_uri) == (
        "rename",
        editor.uri(CLIENT),
        editor.uri("ledger/clients/acme-ltd.md"),
    )


async def test_an_editor_that_cannot_rename_files_is_told_what_is_left_to_do(start):
    editor = await start(types.ClientCapabilities())
    editor.open(CONTRACT)
    edit = await rename(editor, "acme-ltd")
    assert list(edit.changes) == [editor.uri(CONTRACT), editor.uri(SHOP)]
    assert "rename acme.md to acme-ltd.md" in editor.client.messages[0].message


@pytest.mark.parametrize("new", ["bolt", "a b", "../acme", "index", ""])
async def test_an_id_that_is_taken_or_unfit_is_refused(editor, new):
    editor.open(CONTRACT)
    with pytest.raises(JsonRpcException, match=r"already|cannot be"):
        await rename(editor, new)


async def test_a_client_that_is_named_in_an_odd_way_is_not_half_renamed(editor, folder):
    shop = (folder / SHOP).read_text(encoding="utf-8").replace('"acme"  # the same', ">-\n  acme")
    (folder / SHOP).write_text(shop, encoding="utf-8")
    editor.open(CONTRACT)
    with pytest.raises(JsonRpcException, match=r"acme-shop\.md names the client in a way that cannot be changed"):
        await rename(editor, "acme-ltd")


async def test_a_folder_that_the_editor_knows_by_a_link_is_answered_by_the_link(start, folder, tmp_path_factory):
    link = tmp_path_factory.mktemp("home") / "ledger"
    link.symlink_to(folder)
    editor = await start(client_capabilities("visual-studio-code"))

    def uri(file):
        return f"{link.as_uri()}/{file}"

    editor.uri = uri
    editor.open(CONTRACT, (folder / CONTRACT).read_text(encoding="utf-8").replace("active", "actve"))
    assert await editor.problems(CONTRACT, 1)
    assert (await definition(editor, CONTRACT, 1, 10)).uri == uri(CLIENT)
    *texts, file = (await rename(editor, "acme-ltd")).document_changes
    assert [each.text_document.uri for each in texts] == [uri(CONTRACT), uri(SHOP)]
    assert (file.old_uri, file.new_uri) == (uri(CLIENT), uri("ledger/clients/acme-ltd.md"))


async def test_a_file_outside_any_ledger_is_left_alone(editor, tmp_path_factory):
    stranger = tmp_path_factory.mktemp("elsewhere") / "clients" / "x.md"
    editor.folder = stranger.parent.parent
    assert await editor.complete("clients/x.md", "---\n|\n---\n") == {}
