"""What is shown where: paragraphs, their shown text, rows and highlights. Knows no terminal."""
