"""The two words that client and technician say on the phone: the same on both screens.

Pure. They name one state of one journal, as `desk.md` says: SHA-256 over log, size and root; its
first two bytes pick two words.
"""

import base64
from hashlib import sha256
from typing import Tuple

_PREFIX = "coupdemain/words/v1\n"

# Plain French nouns that are not mistaken for one another on the phone.
WORDS: Tuple[str, ...] = tuple(
    """
abeille abricot agneau aigle ail aimant algue amande ananas ancre ange animal
arbre armoire asperge assiette atlas avion avoine bague balai balance balcon baleine
ballon bambou banane banc barque bateau bâton beurre bijou biscuit bison bobine
bocal bonnet botte bougie bouquet boussole bouteille bouton branche brebis brioche brique
brosse brouette bureau cactus cadre café cahier caillou caisse camion canapé canard
carafe carotte carton casque castor cerise chaise chalet chameau champignon chapeau charbon
chat château chaussette chemin chêne cheval chèvre chocolat cigale cigogne ciseaux citron
clairon cloche clou coccinelle coffre colline colombe comète compas concombre coquelicot corbeau
corde cornichon coton coussin couteau crabe crayon crème crêpe crocodile cuillère cuivre
cygne dauphin dentelle diamant dindon domino drapeau dragon écharpe échelle éclair écureuil
église éléphant enveloppe épée épinard escargot étoile faisan falaise farine fauteuil fenêtre
fermier feuille ficelle figue flamme fleuve flûte fontaine forêt fourchette fourmi fraise
framboise fromage fusée gant gâteau genou girafe glaçon gomme grange grenier grenouille
guitare hameau hamac haricot herbe hérisson hibou hirondelle homard horloge huile île
jambon jardin jonquille journal jument jupe kiwi lampe lanterne lapin laurier lavande
légume lentille lézard libellule licorne lièvre limace lion livre loup lune lunettes
mandarine manteau marteau melon menuisier miel miroir montagne montre mouton moulin muguet
nappe navet neige noisette nuage océan oignon olive orange orchidée oreiller ours
panier pantalon papillon parapluie pastèque pêche pelle perle phare piano pigeon pirate
plage plume poireau poivre pomme poney potiron prune pyramide radis
ruban ruche sapin savon soleil tambour tigre tomate tortue trompette tulipe vache
valise vélo violon voile volcan zèbre
""".split()  # noqa: SIM905 - words are read here, not quotes
)


def control_words(log: str, size: int, root: bytes) -> Tuple[str, str]:
    """The two words of a journal's state; `root` is the RFC 6962 root over its first `size` lines.

    Raises:
        ValueError: a size that no journal has.
    """
    if size < 1:
        raise ValueError(f"a journal of {size} lines")
    text = f"{_PREFIX}{log}\n{size}\n{base64.b64encode(root).decode('ascii')}"
    digest = sha256(text.encode()).digest()
    return WORDS[digest[0]], WORDS[digest[1]]
