"""What happens by itself: nothing yet but the names the screening will use."""
