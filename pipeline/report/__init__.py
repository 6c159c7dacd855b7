"""report.html: the dataset as one page to look at, without network."""

from pipeline.report.page import published_report, report_html

__all__ = ["published_report", "report_html"]
