"""Rule packs: what they are, how they are read, checked, compiled and matched."""
