"""What people exchange: tables that go out and come back, and the copies of a team."""
