"""Application data of the invented applications."""

from __future__ import annotations

from typing import Any

NOT_FOR_WAR = {
    "in_public_domain": False,
    "designed_for_military_use": False,
    "affects_military_systems": False,
    "reconnaissance_for_military_effect": False,
    "for_offensive_cyber_operations": False,
}
FACTS: dict[str, dict[str, bool]] = {
    "agent": {
        **NOT_FOR_WAR,
        "specially_designed": True,
        "avoids_monitoring_tools": True,
        "extracts_or_modifies_data": True,
        "is_hypervisor": False,
        "is_debugger": False,
        "is_reverse_engineering_tool": False,
        "is_drm": False,
        "is_asset_tracking": False,
    },
    "command_and_control": {
        **NOT_FOR_WAR,
        "specially_designed": True,
        "for_command_and_control": True,
        "update_only": False,
        "sold_at_retail": False,
    },
}
"""What is stated of the parts, by name; the rest of the questions is left to whoever tries it out."""

LEG_FACTS = {
    "informed_by_authority": False,
    "aware": False,
    "grounds_for_suspecting": False,
    "only_minimum_necessary": False,
}

PLATFORM: dict[str, dict[str, Any]] = {
    "end_use": {
        "purposes": ["lawful_interception", "criminal_investigation"],
        "purpose_text": "Access to the telephones of suspects in investigations of organised crime and trafficking.",
        "legal_basis": "Police Act of State D, sections 41 to 47.",
        "authorised_by": "judge",
        "territory": "State D only. Numbers of other states are refused by the delivery system.",
        "targets": "Suspects named in a judge’s order. Lawyers and members of parliament are excluded by law.",
    },
    "operation": {
        "tenant": "Tenant “d9”, used by Department 9 alone.",
        "hosted_by": "affiliate",
        "hosting_country": "XT",
        "operator": "end_user",
        "keys": "shared",
        "sees_data": "no",
        "capacity": 40,
        "seats": 12,
        "term_months": 24,
        "starts_on": None,
        "updates": "Monthly, by Perceptor Systems to the host, until the term ends.",
        "exploits": "feed",
        "support": "By engineers of Perceptor Systems from the home state; two weeks of training in State Q.",
    },
    "safeguards": {
        "built_in": ["audit_log", "geo_fence", "target_cap", "remote_stop"],
        "built_in_text": "The log is signed and kept by the host. Only Perceptor Systems can lift the limits.",
        "due_diligence": "Law of State D read; two interviews with the unit; press of five years searched (March 2026).",
        "due_diligence_found": "One report of 2024 of interception of a lawyer, denied by the ministry. The contract lets us stop the service.",
        "programme": "yes",
        "may_suspend": "yes",
        "no_reexport": "unknown",
    },
    "contract": {
        "status": "negotiated",
        "number": "",
        "signed_on": None,
        "currency": "EUR",
        "value": "4200000.00",
        "quantity": "One tenant, 12 seats, 24 months",
    },
}

TOOLKIT: dict[str, dict[str, Any]] = {
    "end_use": {
        "purposes": ["penetration_testing"],
        "purpose_text": "Tests of the networks of banks and hospitals that order them, by the buyer’s own team.",
        "legal_basis": "Written orders of the owners of the systems tested.",
        "authorised_by": "head",
        "territory": "State Q and the Union.",
        "targets": "Systems named in the order of their owner.",
    },
    "operation": {
        "tenant": "One installation on the buyer’s own server.",
        "hosted_by": "end_user",
        "hosting_country": "XQ",
        "operator": "end_user",
        "keys": "end_user",
        "sees_data": "no",
        "capacity": 200,
        "seats": 6,
        "term_months": 12,
        "starts_on": None,
        "updates": "Four times a year, by Perceptor Systems.",
        "exploits": "none",
        "support": "By telephone, from the home state.",
    },
    "safeguards": {
        "built_in": ["audit_log", "block_list"],
        "built_in_text": "Each agent stops after thirty days. Critical infrastructure addresses are refused.",
        "due_diligence": "Company register, three references of clients, staff list (June 2026).",
        "due_diligence_found": "Nothing adverse.",
        "programme": "yes",
        "may_suspend": "yes",
        "no_reexport": "yes",
    },
    "contract": {
        "status": "signed",
        "number": "K-2026-117",
        "signed_on": "2026-07-14",
        "currency": "EUR",
        "value": "86000.00",
        "quantity": "6 seats, 12 months",
    },
    "formal": {
        "identification": "XB0000417",
        "contact_name": "Elena Marsh",
        "contact_email": "exports@perceptor.example",
        "contact_phone": "",
        "agent": "",
        "consignment_country": "XB",
        "location_country": "XB",
        "final_country": "XQ",
        "origin_country": "XB",
        "entries": "",
        "procedure_country": "",
        "commodity_code": "",
        "customs_procedure": "",
        "additional": "",
    },
}
