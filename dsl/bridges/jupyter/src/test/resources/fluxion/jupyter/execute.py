"""execute.py NOTEBOOK: runs a notebook over Jupyter's protocol and writes its outputs into it; ends with 1 where a cell fails."""
import sys

import nbclient
import nbformat

notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=300, kernel_name="fluxion").execute()
nbformat.write(notebook, sys.argv[1])
