"""The pytest plugin: the only place that knows pytest; loading it imports pytest and the standard library alone.

suite file -> collected items -> rollouts -> reports; entry point `t2t` of group `pytest11`
"""

from pytest_t2t.plugin.hooks import (
    pytest_addhooks,
    pytest_addoption,
    pytest_collect_file,
    pytest_configure,
    pytest_configure_node,
    pytest_generate_tests,
    pytest_itemcollected,
    pytest_load_initial_conftests,
    pytest_report_collectionfinish,
    pytest_runtest_makereport,
    pytest_runtest_protocol,
    pytest_runtestloop,
    pytest_sessionfinish,
    pytest_testnodedown,
    pytest_xdist_node_collection_finished,
)

__all__ = [
    "pytest_addhooks",
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_generate_tests",
    "pytest_itemcollected",
    "pytest_load_initial_conftests",
    "pytest_report_collectionfinish",
    "pytest_runtest_makereport",
    "pytest_runtest_protocol",
    "pytest_runtestloop",
    "pytest_sessionfinish",
    "pytest_testnodedown",
    "pytest_xdist_node_collection_finished",
]
