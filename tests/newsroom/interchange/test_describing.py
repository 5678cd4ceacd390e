"""The OpenAPI document: in Vietnamese, whole, and true; and the page that shows it."""

import re

import pytest
from django.contrib.staticfiles import finders

from newsroom.interchange.api import api, schemas
from newsroom.interchange.api.examples import EXAMPLES

ANSWERS = {
    "entrance": schemas.Entrance,
    "plans": schemas.Plans,
    "plan": schemas.PlanWithItems,
    "periods": schemas.Periods,
    "codes": schemas.Codes,
    "statement": schemas.Statement,
    "snapshots": schemas.Snapshots,
    "snapshot": schemas.Statement,
    "snapshot_records": schemas.FrozenRecords,
    "records": schemas.Records,
    "totals": schemas.Totals,
}
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


@pytest.fixture
def document(db, client):
    told = client.get("/api/thong-ke/v1/openapi.json")
    assert told.status_code == 200
    return told.json()


def operations(document):
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def descriptions(node):
    if isinstance(node, list):
        for each in node:
            yield from descriptions(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in ("description", "summary") and isinstance(value, str):
                yield value
            elif name != "example":
                yield from descriptions(value)


def test_it_is_openapi_3_1_with_every_address_and_how_to_come_in(document):
    assert document["openapi"].startswith("3.1")
    assert set(operations(document)) == set(ANSWERS) == set(EXAMPLES)
    assert set(document["components"]["securitySchemes"]) == {"BearerKey", "AdminSession"}
    assert document["components"]["securitySchemes"]["BearerKey"]["scheme"] == "bearer"
    for name, operation in operations(document).items():
        allowed = [*({each} for each in ("BearerKey", "AdminSession")), *([set()] if name == "entrance" else [])]
        assert [set(each) for each in operation["security"]] == allowed


def test_everything_in_it_is_said_in_vietnamese(document):
    said = list(descriptions(document))
    assert len(said) > 100
    assert [words for words in said if not VIETNAMESE.search(words)] == []


def test_every_problem_is_described(document):
    for operation in operations(document).values():
        assert {"200", "304", "401", "403", "404", "405", "406", "422", "429"} <= set(operation["responses"])
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"]
        assert operation["summary"]
        assert operation["description"]


def test_every_reference_leads_somewhere(document):
    references = set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', str(document).replace("'", '"')))
    assert references
    assert references <= set(document["components"]["schemas"])


@pytest.mark.parametrize("name", ANSWERS)
def test_every_example_holds_to_its_schema(document, name):
    ANSWERS[name].model_validate(EXAMPLES[name])
    content = operations(document)[name]["responses"]["200"]["content"]
    assert content["application/json"]["example"] == EXAMPLES[name]
    assert ("text/csv" in content) == (name != "entrance")


def test_examples_name_every_field_that_answers_have():
    for name, schema in ANSWERS.items():
        assert set(schema.model_fields) <= set(EXAMPLES[name])


def test_parameters_that_must_be_there_have_an_example_and_others_are_left_open(document):
    for operation in operations(document).values():
        for parameter in operation["parameters"]:
            assert ("example" in parameter) == parameter["required"]
            assert "examples" not in parameter
            assert parameter["description"]
            assert parameter["schema"].get("default") != ""


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(db, client):
    told = client.get("/api/thong-ke/v1/docs")
    page = told.content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(source.startswith("/") for source in sources)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert " style=" not in page
    assert "'unsafe-inline'" not in told["Content-Security-Policy"]
    for source in sources:
        if source.startswith("/static/"):
            assert finders.find(source.removeprefix("/static/")), source


def test_it_can_be_built_for_any_number_of_askers(client, db):
    first = client.get("/api/thong-ke/v1/openapi.json").content
    assert client.get("/api/thong-ke/v1/openapi.json").content == first
    assert api.get_openapi_schema()["openapi"] == "3.1.0"
