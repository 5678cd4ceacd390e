"""Started as a process of its own: the plugin's apps in a plain site, without a table made.

Prints what is wrong, a line each, and exits 1 if anything is.
"""

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import django

# An address that may be missing is asked for with `as` and tested; any other must exist.
ADDRESS = re.compile(r"""\{% url ['"]([\w:]+)['"](?![^%]* as )""")


def main() -> int:
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template
    from django.urls import get_resolver

    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    problems = [f"{name} came along" for name in sys.modules if name.partition(".")[0] == "cms"]
    addresses = set(_addresses(get_resolver()))
    for app in apps.get_app_configs():
        if app.name.partition(".")[0] not in ("newsroom", "feeds"):
            continue
        folder = Path(find_spec(app.name).submodule_search_locations[0]) / "templates"
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            try:
                get_template(name)
            except TemplateSyntaxError as error:
                problems.append(f"{name}: {error}")
            wanted = set(ADDRESS.findall(path.read_text(encoding="utf-8")))
            problems += [f"{name}: no address is called {missing}" for missing in sorted(wanted - addresses)]
    print(*problems, sep="\n")  # noqa: T201
    return 1 if problems else 0


def _addresses(resolver, prefix=""):
    yield from (f"{prefix}{name}" for name in resolver.reverse_dict if isinstance(name, str))
    for namespace, (_pattern, inner) in resolver.namespace_dict.items():
        yield from _addresses(inner, f"{prefix}{namespace}:")


if __name__ == "__main__":
    raise SystemExit(main())
