"""A law small enough to read in one glance, for the rules of the authority's side: one kind, one licence, one embargo,
criterion 2. The site answers from it as from any other corpus."""

from __future__ import annotations

from pathlib import Path

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
  - name: spies
    type: boolean
    ask: {en: Does it extract data in secret?, fr: Extrait-il des données en secret ?}
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
      - {value: private_company, en: Company, fr: Entreprise}
      - {value: reseller_distributor, en: Reseller, fr: Revendeur}
"""
JUDGEMENTS = """\
is: judgements
terms:
  - {term: required, en: Whether it is required, fr: S'il est nécessaire}
"""
CITED = "{instrument: Treaty, pinpoint: %s, edition: as in force since 2020, url: https://example.org/treaty}"
KIND = f"""\
is: rule
id: ZZ.SPYWARE
role: ccic_kind
on: item
title: {{en: Spyware, fr: Logiciel espion}}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {CITED % "Box 1"}
    text: {{en: What extracts data in secret., fr: Ce qui extrait des données en secret.}}
    when: item.spies
"""
ENTRY = f"""\
is: rule
id: ZZ.4D004
role: entry
on: item
title: {{en: Listed software, fr: Logiciel énuméré}}
wassenaar: 4.D.4
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {CITED % "Annex 1"}
    text: {{en: Software that extracts data in secret., fr: Logiciel qui extrait des données en secret.}}
    when: item.spies
tests:
  - name: an implant
    because: It extracts data in secret.
    as_of: 2026-11-21
    facts: {{item.spies: yes}}
    expect: {{ZZ.4D004: "true"}}
  - name: a spreadsheet
    because: It extracts nothing.
    as_of: 2026-11-21
    facts: {{item.spies: no}}
    expect: {{ZZ.4D004: "false"}}
  - name: something nobody looked into
    because: Whether it extracts data decides.
    as_of: 2026-11-21
    facts: {{item.kind: software}}
    expect: {{ZZ.4D004: unknown}}
    missing: [item.spies]
"""
LICENCE = f"""\
is: rule
id: ZZ.ART3
role: measure
kind: licence
on: transfer
title: {{en: Licence for listed software, fr: Autorisation}}
basis: [ZZ.4D004]
duty_bearers: [{{role: exporter, party: actor}}]
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {CITED % "Article 3"}
    text: {{en: Listed software needs a licence., fr: Le logiciel énuméré exige une autorisation.}}
    when: ZZ.4D004
"""
EMBARGO = f"""\
is: rule
id: ZZ.EMBARGO
role: measure
kind: prohibited
on: transfer
title: {{en: Embargo, fr: Embargo}}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {CITED % "Article 9"}
    text: {{en: Nothing goes to state Z., fr: Rien ne va dans l'État Z.}}
    when: {{to.country: [XZ]}}
"""
REGIME = """\
is: regime
id: ZZ
title: {en: State Z, fr: État Z}
covers: {from: 2020-01-01}
entries: [ZZ.4D004]
measures: [ZZ.ART3, ZZ.EMBARGO]
families: []
always_ask: []
"""
GROUP = f"""\
is: group
id: friends_of_z
title: {{en: Friends of state Z, fr: "Amis de l'État Z"}}
citation: {CITED % "Annex"}
members:
  - {{countries: [XB], from: 2020-01-01, mark: verified}}
"""
CRITERION = """\
is: criterion
id: CP.2
title: {en: Human rights and humanitarian law, fr: Droits de l'homme et droit humanitaire}
instrument: {en: Common Position 2008/944/CFSP as amended by Decision (CFSP) 2025/779, fr: Position commune 2008/944/PESC modifiée par la décision (PESC) 2025/779}
effect: deny
binds: apply_criterion_2_to_all_ccic
always_assessed: yes
text: {en: Respect for human rights and humanitarian law., fr: Respect des droits de l'homme.}
citation: {instrument: Common Position 2008/944/CFSP, pinpoint: Article 2(2), edition: as amended in 2025, url: https://example.org/position}
mark: verified
standards:
  - id: clear_risk
    text: {en: Is there a clear risk?, fr: Y a-t-il un risque manifeste ?}
    letter: {en: The risk is clear., fr: Le risque est manifeste.}
  - id: might_be_used
    text: {en: Might the item be used to commit or facilitate it?, fr: Le bien pourrait-il servir à le commettre ?}
    letter: {en: The item might be used so., fr: Le bien pourrait y servir.}
limbs:
  - id: human_rights
    title: {en: Human rights, fr: Droits de l'homme}
    letter: {en: There is a clear risk of internal repression., fr: Il existe un risque manifeste de répression interne.}
    text: {en: Internal repression and other serious violations of human rights, fr: Répression interne}
    effect: deny
    reason:
      code: c2a
      title: {en: "Criterion 2: internal repression or other serious violations of human rights", fr: "Critère 2 : répression interne"}
      pinpoint: {en: "Art. 2(2)(a)", fr: "article 2, paragraphe 2, point a)"}
      letter: {en: "clear risk of serious violations of human rights", fr: "risque manifeste de violations graves des droits de l'homme"}
    harms:
      - {id: repression, text: {en: Internal repression, fr: Répression interne}}
      - {id: journalists, text: {en: Violence against journalists, fr: Violences contre les journalistes}}
  - id: special_caution
    title: {en: Special caution, fr: Prudence particulière}
    letter: {en: Special caution was used., fr: Une prudence particulière a été exercée.}
    text: {en: Special caution where competent bodies established serious violations, fr: Prudence particulière}
    ask: {en: Have competent bodies established serious violations?, fr: Des organes compétents ont-ils constaté des violations graves ?}
    effect: weigh
  - id: humanitarian_law
    title: {en: Humanitarian law, fr: Droit humanitaire}
    letter: {en: There is a clear risk of violations of humanitarian law., fr: Il existe un risque manifeste de violations du droit humanitaire.}
    text: {en: Serious violations of international humanitarian law, fr: Violations graves du droit humanitaire}
    effect: deny
    reason:
      code: c2c
      title: {en: "Criterion 2: serious violations of international humanitarian law", fr: "Critère 2 : droit humanitaire"}
      pinpoint: {en: "Art. 2(2)(c)", fr: "article 2, paragraphe 2, point c)"}
      letter: {en: "clear risk of violations of humanitarian law", fr: "risque manifeste de violations du droit humanitaire"}
    harms:
      - {id: ihl, text: {en: Serious violations of humanitarian law, fr: Violations graves du droit humanitaire}}
"""
ARTICLE_15 = """\
is: criterion
id: EU.15
title: {en: Considerations, fr: Considérations}
instrument: {en: Regulation (EU) 2021/821, fr: Règlement (UE) 2021/821}
effect: weigh
assessed: no
text: {en: What else speaks against a licence., fr: Ce qui s'oppose encore à une autorisation.}
citation: {instrument: Regulation (EU) 2021/821, pinpoint: Article 15(1), edition: as in force since 2021, url: https://example.org/regulation}
mark: verified
limbs:
  - id: art15_sanctions
    effect: weigh
    title: {en: Sanctions, fr: Sanctions}
    text: {en: Sanctions and embargoes., fr: Sanctions et embargos.}
    letter: {en: Sanctions stand against it., fr: Des sanctions s'y opposent.}
    reason:
      code: sanctions
      title: {en: Sanctions or an arms embargo, fr: Sanctions ou embargo}
      pinpoint: {en: Art. 15(1)(b), fr: "article 15, paragraphe 1, point b)"}
      letter: {en: obligations under sanctions and arms embargoes, fr: obligations découlant de sanctions}
  - id: art15_diversion
    effect: weigh
    title: {en: Diversion, fr: Détournement}
    text: {en: End-use and diversion., fr: Utilisation finale et détournement.}
    letter: {en: The item might be diverted., fr: Le bien pourrait être détourné.}
    reason:
      code: diversion
      title: {en: End-use and risk of diversion, fr: Utilisation finale et risque de détournement}
      pinpoint: {en: Art. 15(1)(d), fr: "article 15, paragraphe 1, point d)"}
      letter: {en: the intended end-use and the risk of diversion, fr: "l'utilisation finale prévue et le risque de détournement"}
"""
DOCUMENTS = {
    "vocabulary/item.yaml": ITEM,
    "vocabulary/transfer.yaml": TRANSFER,
    "vocabulary/party.yaml": PARTY,
    "vocabulary/judgements.yaml": JUDGEMENTS,
    "zz/kind.yaml": KIND,
    "zz/entry.yaml": ENTRY,
    "zz/licence.yaml": LICENCE,
    "zz/embargo.yaml": EMBARGO,
    "zz/regime.yaml": REGIME,
    "zz/friends.yaml": GROUP,
    "criteria/2.yaml": CRITERION,
    "criteria/15.yaml": ARTICLE_15,
}


def write(root: Path, documents: dict[str, str] = DOCUMENTS) -> Path:
    for name, text in documents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
