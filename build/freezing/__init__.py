"""What `build/agent.spec` asks for: icon, version, manifest, first words, what is left out."""
