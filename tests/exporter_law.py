"""A law small enough to read in one glance, for the exporter's side: one entry, a licence at home, a notice, three kinds of question."""

from __future__ import annotations

from pathlib import Path

CITED = "{instrument: Treaty, pinpoint: %s, edition: as in force since 2020, url: https://example.org/treaty}"
ITEM = """\
is: facts
scope: item
facts:
  - name: kind
    type: choice
    ask: {en: What is it?, fr: De quoi s'agit-il ?}
    options:
      - {value: hardware, en: Hardware, fr: Matériel}
      - {value: software, en: Software, fr: Logiciel}
      - {value: technology, en: Technology, fr: Technologie}
      - {value: service, en: Service, fr: Service}
      - {value: access, en: Access, fr: Accès}
  - name: relation
    type: choice
    ask: {en: How does it relate?, fr: Quel est le lien ?}
    options:
      - {value: none, en: Not at all, fr: Aucun}
      - {value: software_for, en: Software for it, fr: Logiciel pour lui}
      - {value: update_to, en: Update, fr: Mise à jour}
      - {value: access_to, en: Access, fr: Accès}
      - {value: technology_for, en: Technology for it, fr: Technologie}
      - {value: component_of, en: Component, fr: Composant}
  - name: spies
    type: boolean
    ask: {en: Does it extract data in secret?, fr: Extrait-il des données en secret ?}
  - name: delivery
    type: choice
    ask: {en: How does it get onto the device?, fr: Comment arrive-t-il sur l'appareil ?}
    options:
      - {value: remote, en: From afar, fr: À distance}
      - {value: physical, en: By hand, fr: À la main}
      - {value: owner, en: Its owner installs it, fr: Son propriétaire l'installe}
  - name: key_bits
    type: number
    unit: bits
    ask: {en: How long is the key?, fr: Quelle est la longueur de la clé ?}
"""
TRANSFER = """\
is: facts
scope: transfer
facts:
  - name: act
    type: choice
    ask: {en: What happens?, fr: Que se passe-t-il ?}
    options:
      - {value: transmit, en: It is sent, fr: Il est envoyé}
      - {value: grant_access, en: Access is given, fr: L'accès est donné}
      - {value: assist, en: Help, fr: Aide}
      - {value: broker, en: It is arranged, fr: Courtage}
      - {value: upload, en: It is uploaded, fr: Téléversement}
      - {value: export_physical, en: It is shipped, fr: Expédition}
  - name: informed_by_authority
    type: boolean
    ask: {en: Has the authority informed the exporter?, fr: L'autorité a-t-elle informé l'exportateur ?}
"""
PARTY = """\
is: facts
scope: party
facts:
  - name: country
    type: country
    ask: {en: In which country?, fr: Dans quel pays ?}
  - name: type
    type: choice
    ask: {en: What kind of body?, fr: Quel organisme ?}
    options:
      - {value: gov_police, en: Police, fr: Police}
      - {value: gov_civil, en: Ministry, fr: Ministère}
      - {value: private_company, en: Company, fr: Entreprise}
      - {value: reseller_distributor, en: Reseller, fr: Revendeur}
"""
JUDGEMENTS = """\
is: judgements
terms:
  - {term: required, en: Whether it is required, fr: S'il est nécessaire}
"""


def _rule(id: str, role: str, title: str, when: str, more: str = "") -> str:
    return f"""\
is: rule
id: {id}
role: {role}
title: {{en: {title}, fr: {title}}}
{more}editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {CITED % title}
    text: {{en: {title}., fr: {title}.}}
    when: {when}
"""


SPYWARE = _rule("ZZ.SPYWARE", "ccic_kind", "Spyware", "item.spies", "on: item\n")
ENTRY = (
    _rule(
        "ZZ.4D004",
        "entry",
        "Listed software",
        "{all: [item.spies, {any: [{item.delivery: [remote, physical]}, {item.key_bits: {over: 56}}]}]}",
        "on: item\nwassenaar: 4.D.4\n",
    )
    + """\
tests:
  - name: an implant sent from afar
    because: It extracts data in secret and arrives from afar.
    as_of: 2026-11-21
    facts: {item.spies: yes, item.delivery: remote}
    expect: {ZZ.4D004: "true"}
  - name: a spreadsheet
    because: It extracts nothing.
    as_of: 2026-11-21
    facts: {item.spies: no}
    expect: {ZZ.4D004: "false"}
  - name: an implant with a long key that its owner may install
    because: Whether it extracts data decides.
    as_of: 2026-11-21
    facts: {item.key_bits: 128}
    expect: {ZZ.4D004: unknown}
    missing: [item.spies]
"""
)
LICENCE = _rule(
    "ZZ.ART3",
    "measure",
    "Licence for listed software",
    "{all: [ZZ.4D004, {from.country: [XB]}]}",
    "kind: licence\non: transfer\nbasis: [ZZ.4D004]\nduty_bearers: [{role: exporter, party: actor}]\n",
)
NOTICE = _rule(
    "ZZ.ART5",
    "measure",
    "Licence after a notice",
    "{all: [transfer.informed_by_authority, {from.country: [XB]}]}",
    "kind: licence\non: transfer\nduty_bearers: [{role: exporter, party: actor}]\n",
)
REGIME = """\
is: regime
id: ZZ
title: {en: State Z, fr: État Z}
covers: {from: 2020-01-01}
entries: [ZZ.4D004]
measures: [ZZ.ART3, ZZ.ART5]
families: []
always_ask: [item.key_bits]
"""
DOCUMENTS = {
    "vocabulary/item.yaml": ITEM,
    "vocabulary/transfer.yaml": TRANSFER,
    "vocabulary/party.yaml": PARTY,
    "vocabulary/judgements.yaml": JUDGEMENTS,
    "zz/spyware.yaml": SPYWARE,
    "zz/entry.yaml": ENTRY,
    "zz/licence.yaml": LICENCE,
    "zz/notice.yaml": NOTICE,
    "zz/regime.yaml": REGIME,
}


def write(root: Path) -> Path:
    for name, text in DOCUMENTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
