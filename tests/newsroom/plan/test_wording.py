import pytest
from django.utils import translation

from newsroom import periods
from newsroom.plan.wording import period_name, roman


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("thang-6", "Tháng 6/2024 (15/05/2024 – 14/06/2024)"),
        ("quy-2", "Quý II/2024 (15/03/2024 – 14/06/2024)"),
        ("quy-4", "Quý IV/2024 (15/09/2024 – 14/12/2024)"),
        ("6-thang-dau", "6 tháng đầu năm 2024 (15/12/2023 – 14/06/2024)"),
        ("6-thang-cuoi", "6 tháng cuối năm 2024 (15/06/2024 – 14/12/2024)"),
        ("nam", "Năm 2024 (15/12/2023 – 14/12/2024)"),
    ],
)
def test_a_period_is_called_as_on_paper_with_its_first_and_last_day(code, name):
    with translation.override("vi"):
        assert period_name(periods.period(2024, code)) == name


@pytest.mark.parametrize("number", [0, 5])
def test_a_year_has_four_quarters(number):
    with pytest.raises(IndexError):
        roman(number)
