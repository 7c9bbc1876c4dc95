"""Invented reports on one bus attack and on others, for the tests of lineages. Places and outlets are made up."""

from __future__ import annotations

WIRE = """\
KORVANA, Vareland (Osprey Wire) - Gunmen opened fire on a passenger bus near the border town of Korvana on Tuesday, \
killing at least 14 people and wounding 22 others, police said.

The bus was carrying traders to the weekly livestock market at Tessit when about a dozen men on motorcycles blocked \
the road and began to shoot, according to two survivors who spoke at the district hospital.

"They came out of the trees and shot at the driver first," said Halim Odo, a goat trader who was hit in the arm. \
"After that nobody could get out through the front."

Soldiers from a nearby base arrived about an hour later and chased the attackers towards the hills, an army \
spokesman, Colonel Benat Aru, said in a statement. He said three of the gunmen were killed and two soldiers were \
injured in the fighting that followed.

No group has claimed responsibility. Officials in the region blame most such attacks on the Red Valley Front, a \
rebel group which has fought the government since 2011 and which finances itself by taxing the cattle trade.

The governor of the province, Lena Moss, called the attack an act of cowards and announced a night curfew in four \
districts. She told reporters that the road between Korvana and Tessit would stay closed until further notice.

Doctors at the hospital said that most of the wounded had been shot in the legs and that several children were among \
them. The hospital appealed for blood and asked the Red Cross for surgical supplies.

Attacks on the road have become more frequent since peace talks between the government and the Front collapsed in \
March. Last month five drivers were kidnapped on the same stretch and released after their employers paid a ransom, \
residents said.
"""

COPY = (
    WIRE.replace("KORVANA, Vareland (Osprey Wire) - ", "")
    + "\n(Osprey Wire)\n\nReporting by Ana Tull in Korvana; editing by Joss Reed\n"
)

CUT = "\n\n".join(WIRE.split("\n\n")[:4])

EDITED = """\
At least 14 people died and 22 were wounded on Tuesday when gunmen attacked a bus near Korvana, close to the border, \
police said. It was the deadliest attack in the province this year.

The bus was carrying traders to the weekly livestock market at Tessit when about a dozen men on motorcycles blocked \
the road and began to shoot, according to two survivors.

"They came out of the trees and shot at the driver first," said Halim Odo, a goat trader who was hit in the arm.

Soldiers from a nearby base arrived about an hour later and chased the attackers towards the hills, an army \
spokesman said in a statement. He said three of the gunmen were killed and two soldiers were injured.

No group has claimed responsibility. Officials in the region blame most such attacks on the Red Valley Front, which \
has fought the government since 2011.

The governor, Lena Moss, announced a night curfew in four districts and said the road between Korvana and Tessit \
would stay closed. Our readers in the capital may remember her from her years as mayor, when she closed the old bus \
station.

Attacks on the road have become more frequent since peace talks between the government and the Front collapsed in \
March.
"""

UPDATE = WIRE.replace("at least 14 people and wounding 22 others", "at least 19 people and wounding 26 others").replace(
    "No group has claimed responsibility.",
    "Five of the wounded died overnight, the hospital said on Wednesday. No group has claimed responsibility.",
)

INDEPENDENT = """\
The dead lay in a row under the mango trees of the health centre when we reached Korvana, fourteen of them, covered \
with the blankets they had meant to sell.

They had been on their way to Tessit, where cattle and goats change hands every week, when their bus ran into an \
ambush on Tuesday morning. Witnesses counted twelve assailants. Police put the number of injured at 22.

"They came out of the trees and shot at the driver first," Halim Odo told us from his bed, his arm in plaster. \
"After that nobody could get out through the front." His cousin, he said, was sitting two seats behind him and did \
not survive.

By noon the army had caught up with some of the raiders. Colonel Benat Aru, who speaks for the military, gave their \
losses as three and his own as two men hurt, and would not say how many had escaped across the frontier.

Nobody in town doubts who did it. The Red Valley Front collects a toll for each head of cattle, and those who refuse \
to pay find their way barred. Since the negotiations broke down in spring it has grown bolder: only weeks ago five \
lorry drivers were dragged from their cabs and held for money.

Governor Lena Moss has ordered people in four districts to stay indoors after dark. The road to the market is shut, \
and with it the only income that many families here have. "What shall we eat, the curfew?" asked a woman who sells \
onions beside the police post, and turned away.
"""

LOOK_ALIKE = """\
MERRAN, Vareland (Osprey Wire) - Gunmen opened fire on a mosque in the mining town of Merran on Friday, killing at \
least 9 people and wounding 17 others, police said.

The worshippers were leaving after prayers when four men got out of a pickup truck and threw grenades into the \
courtyard, according to a caretaker who hid behind the water tank.

"I heard a sound like a gate falling, and then I saw smoke," said Idris Kal, the caretaker.

Police cordoned off the streets round the mosque and searched houses until dawn, a police spokeswoman, Inspector \
Dora Veil, said in a statement. She said one suspect had been arrested at a checkpoint.

No group has claimed responsibility. The town, whose copper mine draws workers from three countries, has seen \
clashes between rival unions but no attack on a place of worship in living memory.

The imam of the mosque, Sheikh Omar Tal, asked young men not to seek revenge and invited the priest of the nearby \
church to the burial. The mine's owners offered to pay for the treatment of the wounded.
"""
