"""The Django project and the kernel that every programme stands on. Map of the rooms: README.md."""
