"""What leaves the office: the Word report and its PDF, its text alone, the archive."""
