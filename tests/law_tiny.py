"""A tiny valid corpus, and a way to write it (or a changed one) into a folder."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = """\
is: facts
scope: item
facts:
  - name: kind
    type: choice
    ask: {en: What is it?, fr: De quoi s'agit-il ?}
    options:
      - {value: hardware, en: Hardware, fr: Matériel}
      - {value: software, en: Software, fr: Logiciel}
  - name: relation
    type: choice
    ask: {en: How does it relate?, fr: Quel est le lien ?}
    options:
      - {value: none, en: Not at all, fr: Aucun}
      - {value: software_for, en: Software for it, fr: Logiciel pour lui}
  - name: controls_implants
    type: boolean
    prior: 0.2
    ask: {en: Does it control implants?, fr: Commande-t-il des implants ?}
    help: {en: Also together with other software., fr: Aussi avec d'autres logiciels.}
  - name: is_debugger
    type: boolean
    ask: {en: Is it a debugger?, fr: Est-ce un débogueur ?}
  - name: key_bits
    type: number
    unit: bits
    ask: {en: How long is the key?, fr: Quelle est la longueur de la clé ?}
"""
TRANSFER = """\
is: facts
scope: transfer
facts:
  - name: for_disclosure
    type: boolean
    ask: {en: Is it for disclosure?, fr: Est-ce pour une divulgation ?}
  - name: on
    type: date
    ask: {en: On which day?, fr: Quel jour ?}
"""
PARTY = """\
is: facts
scope: party
facts:
  - name: country
    type: country
    ask: {en: In which country?, fr: Dans quel pays ?}
"""
JUDGEMENTS = """\
is: judgements
terms:
  - {term: required, en: Whether it is required, fr: S'il est nécessaire}
"""
AXIOM = """\
is: axiom
id: AX.DEBUGGER
mark: verified
reason: {en: Hardware is no debugger., fr: Le matériel n'est pas un débogueur.}
holds: {not: {all: [item.is_debugger, {item.kind: [hardware]}]}}
"""
GROUP = """\
is: group
id: friends
title: {en: Friends, fr: Amis}
citation: {instrument: Treaty, pinpoint: Art. 1, edition: 2020-01-01, url: https://example.org/treaty}
members:
  - {countries: [NO, JP], from: 2020-01-01, mark: verified}
  - {countries: [XB], from: 2020-01-01, until: 2024-12-31, mark: partial}
"""
ENTRY = """\
is: rule
id: ZZ.IMPLANTS
role: entry
on: item
title: {en: Control of implants, fr: Commande d'implants}
wassenaar: 4.D.4
editions:
  - from: 2020-01-01
    until: 2023-12-31
    recorded: 2026-11-21
    mark: partial
    citation: {instrument: Treaty, pinpoint: Annex 1, edition: 2020-01-01, url: https://example.org/treaty}
    text: {en: What controls implants., fr: Ce qui commande des implants.}
    when: item.controls_implants
  - from: 2024-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {instrument: Treaty, pinpoint: Annex 1, edition: 2024-01-01, url: https://example.org/treaty}
    text: {en: What controls implants., fr: Ce qui commande des implants.}
    when: {all: [item.controls_implants, {item.kind: [hardware, software]}]}
    exceptions:
      - id: ZZ.IMPLANTS.NOTE
        title: {en: Disclosure, fr: Divulgation}
        when: {any: [transfer.for_disclosure, {all: [item.is_debugger, {judgement: required}]}]}
tests:
  - name: a console for implants
    because: It controls implants and nothing excepts it.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.kind: software, transfer.for_disclosure: no, item.is_debugger: no}
    expect: {ZZ.IMPLANTS: "true"}
  - name: a spreadsheet
    because: It controls no implants.
    as_of: 2026-11-21
    facts: {item.controls_implants: no}
    expect: {ZZ.IMPLANTS: "false"}
  - name: a console of unknown purpose
    because: Whether it is for disclosure decides.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.is_debugger: no, item.kind: [hardware, software]}
    expect: {ZZ.IMPLANTS: unknown}
    missing: [transfer.for_disclosure]
"""
FAMILY = """\
is: rule
id: ZZ.FAMILY.REST
role: family
on: transfer
title: {en: The rest, fr: Le reste}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {instrument: Treaty, pinpoint: Annex 2, edition: 2020-01-01, url: https://example.org/treaty}
    text: {en: All else., fr: Tout autre cas.}
    when: {item.kind: [hardware]}
"""
MEASURE = """\
is: rule
id: ZZ.ART3
role: measure
kind: licence
on: transfer
title: {en: A licence, fr: Une licence}
basis: [ZZ.IMPLANTS]
duty_bearers: [{role: exporter, party: actor}]
deadline: {en: Before the transfer., fr: Avant le transfert.}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {instrument: Treaty, pinpoint: Art. 3, edition: 2020-01-01, url: https://example.org/treaty}
    text: {en: Listed things need a licence abroad., fr: "Il faut une licence pour l'étranger."}
    when:
      all:
        - any: [ZZ.IMPLANTS, {outside: rest}]
        - not: {to.country: {in: friends}}
        - {item.key_bits: {over: 56}}
"""
REGIME = """\
is: regime
id: ZZ
title: {en: State Z, fr: État Z}
covers: {from: 2020-01-01}
entries: [ZZ.IMPLANTS]
measures: [ZZ.ART3]
families:
  - {id: rest, title: {en: The rest, fr: Le reste}, when: ZZ.FAMILY.REST}
always_ask: [to.country]
"""
CRITERION = """\
is: criterion
id: CRITERION.2
title: {en: Human rights, fr: Droits de l'homme}
instrument: {en: Position, fr: Position}
effect: deny
binds: always
text: {en: Respect for human rights., fr: Respect des droits de l'homme.}
citation: {instrument: Position, pinpoint: Criterion 2, edition: 2008-12-08, url: https://example.org/position}
mark: verified
standards:
  - id: clear_risk
    text: {en: Clear risk, fr: Risque manifeste}
    letter: {en: The risk is clear., fr: Le risque est manifeste.}
limbs:
  - id: repression
    title: {en: Repression, fr: Répression}
    text: {en: Is there repression?, fr: Y a-t-il répression ?}
    letter: {en: There is repression., fr: Il y a répression.}
    effect: deny
    harms:
      - {id: journalists, text: {en: Against journalists, fr: Contre des journalistes}}
"""

TINY: dict[str, str] = {
    "vocabulary/item.yaml": VOCABULARY,
    "vocabulary/transfer.yaml": TRANSFER,
    "vocabulary/party.yaml": PARTY,
    "vocabulary/judgements.yaml": JUDGEMENTS,
    "vocabulary/debugger.yaml": AXIOM,
    "groups/friends.yaml": GROUP,
    "zz/implants.yaml": ENTRY,
    "zz/rest.yaml": FAMILY,
    "zz/art3.yaml": MEASURE,
    "zz/regime.yaml": REGIME,
    "criteria/2.yaml": CRITERION,
}


def write(root: Path, documents: dict[str, str]) -> Path:
    """Write the documents below the root and return it."""
    for name, text in documents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
