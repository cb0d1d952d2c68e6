"""What people say of the site itself."""
