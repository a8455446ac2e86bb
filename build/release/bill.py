"""The list of what is shipped, in CycloneDX's form."""

from typing import Any, Dict, List, Sequence

from release.components import Component

Bill = Dict[str, Any]


def completed(bill: Bill, components: Sequence[Component], overrides: Bill, version: str) -> Bill:
    """Add what is no Python package, correct licences, and name the program itself."""
    packages = [_corrected(entry, overrides) for entry in bill.get("components", [])]
    own = {"type": "application", "bom-ref": "coupdemain", "name": "coupdemain"}
    metadata = {**bill.get("metadata", {}), "component": {**own, "version": version}}
    return {
        **bill,
        "metadata": metadata,
        "components": [*packages, *(_entry(component) for component in components)],
    }


def _corrected(entry: Bill, overrides: Bill) -> Bill:
    licence = overrides.get(entry["name"].lower(), {}).get("licence")
    return {**entry, "licenses": _licences(licence)} if licence else entry


def _entry(component: Component) -> Bill:
    return {
        "type": "library",
        "bom-ref": f"{component.name} {component.version}",
        "name": component.name,
        "version": component.version,
        "licenses": _licences(component.licence),
        "externalReferences": [{"type": "website", "url": component.link}],
    }


def _licences(licence: str) -> List[Bill]:
    if licence.startswith("LicenseRef-"):
        return [{"license": {"name": licence[len("LicenseRef-") :].replace("-", " ")}}]
    if " " in licence:
        return [{"expression": licence}]
    return [{"license": {"id": licence}}]


def licence_names(entry: Bill) -> str:
    """The licences of one entry in words; empty when there is none."""
    told = entry.get("licenses", ())
    names = [x.get("expression") or x["license"].get("id") or x["license"]["name"] for x in told]
    return ", ".join(sorted(set(names)))
