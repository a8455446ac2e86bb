"""What `build/agent.spec` asks for: programs, their icon, version and manifest, what is left out."""
