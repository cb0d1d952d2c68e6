"""The words of an argument, in both languages: what the library says where the law's own texts end."""

from __future__ import annotations

REGISTERS = ("exporter", "officer", "court")
LANGUAGES = ("en", "fr")


def said(language: str, key: str, **values: object) -> str:
    """The text by its key; what is in braces is filled in."""
    english, french = TEXTS[key]
    return (kept_together(french) if language == "fr" else english).format(**values)


def kept_together(french: str) -> str:
    """French sets its double signs off by a space, which no line may break at."""
    for loose, fixed in ((" :", "\u00a0:"), (" ;", "\u00a0;"), ("« ", "«\u00a0"), (" »", "\u00a0»")):
        french = french.replace(loose, fixed)
    return french


RESULTS = {
    "true": ("it holds", "c’est établi"),
    "false": ("it does not hold", "ce n’est pas le cas"),
    "unknown": ("open", "en suspens"),
    "contradictory": ("what was stated contradicts itself", "les déclarations se contredisent"),
}

OUTCOMES = {
    "prohibited": ("This is prohibited.", "L’opération est interdite."),
    "arms_regime": (
        "The arms regime applies, with its own authority and tests.",
        "Le régime des armes s’applique, avec son autorité et ses critères propres.",
    ),
    "individual_licence": (
        "An individual licence is required.",
        "Une licence individuelle est requise.",
    ),
    "licence": ("A licence is required.", "Une licence est requise."),
    "notify_and_wait": (
        "The authority must be notified, and its answer waited for.",
        "L’autorité doit être informée et sa réponse attendue.",
    ),
    "authorised_generally": (
        "A general authorisation covers this, if its conditions are met.",
        "Une autorisation générale couvre l’opération, si ses conditions sont remplies.",
    ),
    "inform": ("Someone must be informed.", "Une information est due."),
    "record": ("A record must be kept.", "Un registre doit être tenu."),
    "nothing_found_in_scope": (
        "Nothing is required by the rules checked here.",
        "Les règles vérifiées ici n’exigent rien.",
    ),
}

WHY = {
    "facts": ("facts are missing", "des faits manquent"),
    "law_unverified": (
        "a rule was not checked against its source",
        "une règle n’a pas été vérifiée dans sa source",
    ),
    "judgement": (
        "a term needs the authority’s judgement",
        "un terme relève de l’appréciation de l’autorité",
    ),
    "outside_corpus": (
        "other law matters that is not checked here",
        "un autre droit, non vérifié ici, entre en jeu",
    ),
}

BY = {
    "exporter": ("stated by the exporter", "déclaré par l’exportateur"),
    "authority": ("found by the authority", "constaté par l’autorité"),
    "system": ("entered by the system", "saisi par le système"),
}

OPS = {">": ("above", "supérieur à"), ">=": ("at least", "au moins"),
       "<": ("below", "inférieur à"), "<=": ("at most", "au plus")}  # fmt: skip

TEXTS: dict[str, tuple[str, str]] = {
    # --- the frame ---
    "head": (
        "Argument on the law of {day}. It is an indication, not a decision of the authority.",
        "Raisonnement selon le droit au {day}. Il s’agit d’une indication, non d’une décision de l’autorité.",
    ),
    "digests": (
        "Law {law}; input {input}; {software}. Whoever puts the same input to the same law gets the same argument.",
        "Droit {law} ; données {input} ; {software}. Les mêmes données soumises au même droit donnent le même raisonnement.",
    ),
    "clash": ("Contradiction ({scope}): {facts}. {reason}", "Contradiction ({scope}) : {facts}. {reason}"),
    "not_covered": (
        "On this day the law lies outside what is recorded here; nothing can be said.",
        "À cette date, le droit n’est pas enregistré ici ; rien ne peut être affirmé.",
    ),
    "not_settled": (
        "Not settled yet. Still possible: {options}",
        "La réponse n’est pas encore arrêtée. Restent possibles : {options}",
    ),
    "not_checked": ("Not checked: {title}; {matter}.", "Non vérifié : {title} ; {matter}."),
    "matters": ("it matters here", "cela importe ici"),
    "may_matter": ("it may matter here", "cela peut importer ici"),
    # --- a duty ---
    "measure": ("{title}: {result}.", "{title} : {result}."),
    "measure_open": ("{title}: open, because {reasons}.", "{title} : en suspens, car {reasons}."),
    "basis_open": (
        "The duty is certain; under which rule is still open. One or another of them carries it.",
        "L’obligation est certaine ; la règle qui la fonde ne l’est pas encore. L’une ou l’autre la porte.",
    ),
    "refer": (
        "No fact that could still be stated settles this: it is referred to the authority.",
        "Aucun fait encore à déclarer ne tranche ce point : il est renvoyé à l’autorité.",
    ),
    "unverified": (
        "The answer rests on rules that were not checked against their source: {ids}.",
        "La réponse repose sur des règles non vérifiées dans leur source : {ids}.",
    ),
    "partial": (
        "Part of the law relied on was checked against secondary sources only.",
        "Une partie du droit invoqué n’a été vérifiée que dans des sources secondaires.",
    ),
    "leg": ("Transfer {leg}, {item}: {result}.", "Transfert {leg}, {item} : {result}."),
    "together": (
        "No one of the following shows it alone; it follows from them taken together.",
        "Aucun des points suivants ne suffit à lui seul ; la conclusion résulte de leur réunion.",
    ),
    "bearer": ("Whose duty: {who}.", "À qui incombe l’obligation : {who}."),
    "deadline": ("When: {text}", "Quand : {text}"),
    "because_more": (
        "On these facts: {facts}; and on {rest} further answers, most of which rule out exceptions.",
        "Sur ces faits : {facts} ; et sur {rest} autres réponses, qui écartent pour la plupart des exceptions.",
    ),
    "follows": ("[Follows from {numbers}.]", "[Résulte des points {numbers}.]"),
    "follows_one": ("[Follows from {numbers}.]", "[Résulte du point {numbers}.]"),
    "because": ("On these facts: {facts}.", "Sur ces faits : {facts}."),
    "sources": ("Written in: {sources}.", "Textes : {sources}."),
    "find_out": ("To find out: {questions}", "À établir : {questions}"),
    # --- a step ---
    "rule": ("{title} ({id}): {result}.", "{title} ({id}) : {result}."),
    "rule_plain": ("{title}: {result}.", "{title} : {result}."),
    "not_in_force": ("{title} ({id}) is not in force on this day.", "{title} ({id}) n’est pas en vigueur à cette date."),
    "see": ("{title}: {result}, as shown in paragraph {number}.", "{title} : {result}, comme établi au point {number}."),
    "see_above": ("{title}: {result}, as shown above.", "{title} : {result}, comme établi plus haut."),
    "exception_true": ("Exception considered: {title}. It applies.", "Exception examinée : {title}. Elle s’applique."),
    "exception_false": (
        "Exception considered: {title}. It does not apply.",
        "Exception examinée : {title}. Elle ne s’applique pas.",
    ),
    "exception_unknown": (
        "Exception considered: {title}. Whether it applies is open.",
        "Exception examinée : {title}. Son application reste en suspens.",
    ),
    "by_cases_true": (
        "It holds whichever way the open points fall; each of these may carry it.",
        "La conclusion vaut quelle que soit l’issue des points en suspens ; chacun des suivants peut la porter.",
    ),
    "by_cases_false": (
        "It fails whichever way the open points fall; each of these may exclude it.",
        "La conclusion est exclue quelle que soit l’issue des points en suspens ; chacun des suivants peut l’exclure.",
    ),
    "all_true": ("All of these conditions are met:", "Toutes ces conditions sont remplies :"),
    "all_false": ("One of the conditions is not met:", "L’une des conditions n’est pas remplie :"),
    "all_unknown": ("Of its conditions these are met or open:", "De ses conditions, celles-ci sont remplies ou en suspens :"),
    "any_true": ("One of the alternatives is met:", "L’une des branches de l’alternative est remplie :"),
    "any_false": ("None of the alternatives is met:", "Aucune branche de l’alternative n’est remplie :"),
    "any_unknown": ("Of the alternatives these are open:", "Des branches de l’alternative, celles-ci restent en suspens :"),
    "at_least_true": ("At least {least} of {parts} are met:", "Au moins {least} conditions sur {parts} sont remplies :"),
    "at_least_false": ("Fewer than {least} of {parts} can be met:", "Moins de {least} conditions sur {parts} peuvent être remplies :"),
    "at_least_unknown": (
        "Whether {least} of {parts} are met is open:",
        "Il n’est pas établi que {least} conditions sur {parts} soient remplies :",
    ),
    "not_true": ("This must not be so, and it is not:", "Ceci ne doit pas être le cas, et ne l’est pas :"),
    "not_false": ("This must not be so, but it is:", "Ceci ne doit pas être le cas, or cela l’est :"),
    "not_unknown": ("This must not be so; whether it is, is open:", "Ceci ne doit pas être le cas ; ce point est en suspens :"),
    "fact": ("“{ask}” {about}: {value}{by}.{asked}", "« {ask} » {about} : {value}{by}.{asked}"),
    "fact_open": ("“{ask}” {about}: not known.{asked}", "« {ask} » {about} : non connu.{asked}"),
    "fact_between": ("“{ask}” {about}: {value}{by}; not enough to tell.{asked}", "« {ask} » {about} : {value}{by} ; cela ne suffit pas pour conclure.{asked}"),
    "about": ("({name})", "({name})"),
    "by": (", {who}", ", {who}"),
    "asked_of": (" The rule asks for: {values}.", " La règle exige : {values}."),
    "asked_limit": (" The rule’s limit: {op} {bound}.", " Seuil de la règle : {op} {bound}."),
    "asked_group": (" The rule asks for a member of: {group}.", " La règle vise les membres de : {group}."),
    "judgement_unknown": ("For the authority to judge: {title}.", "À l’appréciation de l’autorité : {title}."),
    "judgement_true": ("The authority has judged that this is so: {title}.", "L’autorité a jugé que tel est le cas : {title}."),
    "judgement_false": ("The authority has judged that this is not so: {title}.", "L’autorité a jugé que tel n’est pas le cas : {title}."),
    "outside_unknown": ("Law that is not recorded here: {title}. It was not checked.", "Droit non enregistré ici : {title}. Il n’a pas été vérifié."),
    "outside_false": ("Law that is not recorded here does not matter: {title}.", "Le droit non enregistré ici n’importe pas : {title}."),
    "relation_depth": ("relations between items beyond the third", "les relations entre biens au-delà de la troisième"),
    "unchecked": (
        "Nobody has checked this text against its source, so it settles nothing.",
        "Personne n’a vérifié ce texte dans sa source ; il ne tranche donc rien.",
    ),
    "always": ("This is always so.", "Ceci vaut toujours."),
    "never": ("This is never so.", "Ceci ne vaut jamais."),
    "yes": ("yes", "oui"),
    "no": ("no", "non"),
    "or": (" or ", " ou "),
    "and": (" and ", " et "),
    "between": ("between {low} and {high}", "entre {low} et {high}"),
    "from": ("at least {low}", "au moins {low}"),
    "up_to": ("at most {high}", "au plus {high}"),
    # --- sources ---
    "cited": ("{instrument}, {pinpoint}", "{instrument}, {pinpoint}"),
    "edition": (", {edition}", ", {edition}"),
    "in_force_from": ("; in force from {start}", " ; en vigueur depuis le {start}"),
    "in_force_to": ("; in force from {start} to {end}", " ; en vigueur du {start} au {end}"),
    "mark_partial": ("; checked against secondary sources only", " ; vérifié dans des sources secondaires seulement"),
    "mark_unverified": ("; not checked against its source", " ; non vérifié dans sa source"),
}  # fmt: skip
