### quality
