"""What holds for every test."""

import pytest
import rendered


@pytest.fixture(scope="session", autouse=True)
def shared_outputs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The outputs of the samples stand where each process of this run finds them, and go with its other files."""
    own = tmp_path_factory.getbasetemp()
    rendered.shared = own.parent if own.name.startswith("popen-") else own
