"""How each database finds texts like a text: one small module each, with the same function `closest`."""
