"""What touchline is measured against in the same run: other programs, and floors that no such reader can pass."""
