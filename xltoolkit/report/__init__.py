"""What leaves the office: the Word report, copies of a team, tables sent out, the archive."""
