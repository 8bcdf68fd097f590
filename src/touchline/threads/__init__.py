"""Claims to changes to story threads and chains; pure functions of reports."""
