"""This delivery beside an earlier one."""
