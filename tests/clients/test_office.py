"""Documents as programs that nobody here wrote read and write them."""

import json
import subprocess

import docx
import openpyxl
import pytest

from conftest import GOUJI, SAMPLES

REPORT = SAMPLES / "markdown/clean.md"
TABLES = ["disclosure", "applications", "disputes"]


def gouji(*arguments):
    done = subprocess.run([GOUJI, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def figures(path):
    """The figures of a report, table by table, row by row."""
    tables = json.loads(gouji("export", path, "--to", "json"))["tables"]
    return [
        [[cell["text"] for cell in row.values()] for row in tables[table].values()] for table in TABLES
    ]


def prose(path):
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("|")]


def test_python_docx_reads_every_figure_and_word(tmp_path):
    made = tmp_path / "a.docx"
    gouji("export", REPORT, "--to", "docx", "-o", made)
    document = docx.Document(str(made))
    disclosure, applications, disputes = figures(REPORT)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert [row[-7:] for row in tables[1][3:]] == applications
    assert tables[2][-1] == [figure for group in disputes for figure in group]
    # A block of table two says what it is and what its columns are before its rows.
    rows = [row for row in tables[0] if row[0] != row[-1] and row[0] != "信息内容"]
    assert [list(dict.fromkeys(row[1:])) for row in rows] == [list(dict.fromkeys(row)) for row in disclosure]
    said = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert said == [line for line in prose(REPORT) if not line.startswith("第二十条")]
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)


def test_openpyxl_reads_every_figure_and_its_sums(tmp_path):
    made = tmp_path / "a.xlsx"
    gouji("export", REPORT, "--to", "xlsx", "-o", made)
    values = openpyxl.load_workbook(made, data_only=True).active
    formulas = openpyxl.load_workbook(made).active
    shown = [[str(cell) for cell in row if cell is not None] for row in values.iter_rows(values_only=True)]
    for row in figures(REPORT)[1]:
        assert row in [line[-7:] for line in shown]
    sums = [cell for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=SUM(")]
    assert len(sums) == 34
    for cell in sums:
        parts = [part for area in cell.value[5:-1].split(",") for part in flat(values[area])]
        assert sum(parts) == values[cell.coordinate].value, cell.coordinate


def flat(area):
    """The figures of a cell or of several."""
    rows = area if isinstance(area, tuple) else ((area,),)
    return [cell.value for row in rows for cell in row if cell.value is not None]


def test_what_python_docx_writes_is_read(tmp_path):
    document = docx.Document()
    table = None
    for line in REPORT.read_text("utf-8").splitlines():
        if line.startswith("| -") or not line:
            continue
        if not line.startswith("|"):
            document.add_paragraph(line)
            table = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        table = table or document.add_table(0, len(cells))
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.save(str(tmp_path / "a.docx"))
    assert gouji("import", tmp_path / "a.docx") == REPORT.read_text("utf-8")


def test_what_openpyxl_writes_is_read(tmp_path):
    book = openpyxl.Workbook()
    for line in REPORT.read_text("utf-8").splitlines():
        if line.startswith("| -"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        book.active.append([int(cell) if cell.isdigit() else cell for cell in cells])
    book.save(tmp_path / "a.xlsx")
    assert gouji("import", tmp_path / "a.xlsx") == REPORT.read_text("utf-8")
