"""Invented news in the English of many regions, clean and edited: none of it may be taken for spun text."""

from __future__ import annotations

CLEAN = {
    "british": """\
Two men were in custody last night after a petrol bomb was thrown at a council office in Harrowby, the fourth such \
attack in the town since the spring. No one was hurt, although a caretaker who was locking up at the time had to be \
treated for shock. Detective Chief Inspector Moira Lane said officers were keeping an open mind, but residents \
blamed the row over the new bypass. "It's been brewing for months," said one. The council's leader, a retired \
headmaster, said he would not be bullied out of a decision that had been taken, after all, by a clear majority. A \
public meeting planned for Thursday will go ahead, at the very least to let people blow off steam, he added.""",
    "american": """\
A SWAT team ended a nine-hour standoff Tuesday at a warehouse outside Dalton Creek, taking into custody a man who \
had fired at sheriff's deputies from the loading dock, authorities said. No injuries were reported. The man, whose \
name was not released, is an ex-employee who was let go last month, according to the company. Gov. Alice Trent said \
she had been briefed around the clock and thanked the FBI and an ATF unit for their help. A one-mile stretch of \
Route 9 was closed for hours. "I've lived here a long time and never saw anything like it," said a neighbor, a UPS \
driver who spent the afternoon in an improvised shelter at a high school gym.""",
    "indian": """\
At least seven security personnel were injured when Naxals triggered an IED blast near Barampur village on Sunday \
evening, police said. The incident took place around 5.30 pm when a joint team was returning from a combing \
operation. The injured jawans have been shifted to the district headquarters hospital and are said to be out of \
danger. A senior police officer told reporters that an FIR had been lodged and that miscreants would not be spared. \
The chief minister has announced an ex gratia of Rs 5 lakh for each of the injured. Meanwhile, a bandh called by a \
trade union evoked a mixed response in the district, with shops downing shutters till noon. In accordance with the \
rules, an inquiry has been ordered.""",
    "nigerian": """\
Gunmen suspected to be bandits on Saturday night invaded Unguwar Kade community, killing four persons and abducting \
no fewer than 20 others, mostly women and children. The council chairman, who confirmed the incident to our \
correspondent on the telephone, said the hoodlums came on motorcycles and operated for over two hours unchallenged. \
He lamented that despite repeated appeals, security operatives were yet to be deployed to the area. The Police \
Public Relations Officer, a Superintendent, could not be reached as his line was switched off as at the time of \
filing this report. The traditional ruler has appealed to the state government to come to the aid of the people.""",
    "kenyan": """\
Tension is high in Loromoi after suspected cattle rustlers raided two homesteads at dawn, making away with 300 \
goats. Area chief Peter Lokwa said one herder was shot dead and an 11-year-old boy sustained injuries. Police \
reservists pursued the raiders up to the escarpment, where a fierce exchange of fire ensued. The County Commissioner \
said an operation to recover the animals is underway and asked wananchi to volunteer information. Leaders drawn from \
the two communities are expected to hold a peace meeting on Wednesday. "We are tired of burying our people," said a \
resident. Schools in the area have been closed indefinitely.""",
    "pakistani": """\
The opposition on Friday staged a walkout from the National Assembly over what it termed the government's failure to \
take the house into confidence on the border firing. Speaking on a point of order, a lawmaker demanded that the \
foreign minister give a policy statement. The deputy speaker adjourned the session sine die after the quorum was \
pointed out. Later, talking to media persons outside Parliament House, the opposition leader said that a long march \
would be held if the demands were not met within a fortnight. An official of the interior ministry, requesting \
anonymity, said that Section 144 might be imposed to avoid any untoward incident.""",
    "filipino": """\
The military on Monday said it had recovered the bodies of three suspected rebels after an encounter in the \
hinterlands of Sitio Malaya. Lt. Col. Ramon Dizon, spokesperson of the infantry division, said government troops \
were conducting security patrol when they chanced upon around 15 armed men, triggering a 20-minute firefight. Seized \
from the encounter site were two M16 rifles, subversive documents and personal belongings. There were no casualties \
on the government side. Meanwhile, the provincial social welfare office said 42 families or 190 individuals \
evacuated to a barangay hall. A human rights group called for an independent probe.""",
    "south african": """\
Four people were shot dead and a fifth was rushed to hospital after gunmen opened fire at a tavern in Zwelakhe \
township in the early hours of Sunday. Provincial police spokesperson Colonel Thandi Mokoena said a murder docket \
had been opened and that no arrests had been made. The motive is believed to be linked to taxi violence. The \
provincial health department said paramedics declared three people dead on the scene. The ward councillor said the \
community was living in fear and that loadshedding made matters worse. A union federation has called a stayaway, and \
the premier is expected to visit the families during the course of the week.""",
    "caribbean": """\
A 34-year-old labourer was up to late yesterday nursing a gunshot wound after he was shot during a robbery at \
Pelican Gap. According to reports, the man was liming with friends near a shop when a white wagon pulled up and two \
masked men alighted. They announced a hold-up, relieved the group of cash and cellphones, and opened fire before \
escaping. Officers of the eastern division visited the scene and recovered an unspent round. Investigations are \
continuing. The opposition leader, in a release, said that crime had gotten out of hand and called on the minister \
to resign forthwith.""",
    "irish": """\
Gardaí are appealing for witnesses following a number of arson attacks on vacant buildings earmarked for asylum \
seekers. The latest happened shortly after 2am on Wednesday, when an old hotel outside Ballyknock was gutted. The \
Taoiseach condemned the attack as an outrage. Local TDs said there had been no consultation, but an Independent \
councillor, who has addressed protests at the site, said people there were as shocked as anyone. A spokesman for the \
fire service said six units attended. An historic chapel next door was undamaged.""",
    "translated from french": """\
The president of the transition has received on Thursday at the palace a delegation of the signatory movements of \
the peace agreement, one learns from the communication service of the presidency. The exchanges were held behind \
closed doors and lasted more than two hours. At the end of the audience, the head of the delegation, Mr. Aliou \
Keita, declared himself satisfied and insisted on the necessity of a frank dialogue. He recalled that the cantonment \
of the combatants, foreseen for the month of January, knew a delay because of the lack of means. For his part, the \
minister of Reconciliation saluted the spirit of openness which prevails. A next meeting is foreseen for the 15th of \
this month.""",
    "translated from spanish": """\
The National Police captured this Tuesday in the municipality of San Jacinto alias "El Mono", presumed leader of a \
structure dedicated to the extortion of merchants and transporters. According to what was informed by General Luis \
Parra, the operation was carried out by land and air and counted with the support of the Prosecutor's Office. In the \
procedure there were seized two pistols, a fragmentation grenade and communication equipment. The detainee will be \
put at the disposition of a judge of guarantees. The authorities attribute to him at least six homicides occurred \
during the last year, among them that of a social leader.""",
    "translated from arabic": """\
A source in the operations room stated today that the heroes of the armed forces were able, by the grace of God, to \
repel an attack of the terrorist militias on the axis of Wadi Sarr, and to inflict on them heavy losses in lives and \
equipment. The source added that the air force carried out precise strikes on gatherings of the militias, and \
destroyed four vehicles and an ammunition store. It is worth mentioning that the militias had broken the truce for \
the third time within one week. The source affirmed the commitment of the command to protect civilians and called \
upon them to stay away from the places of the militias.""",
    "russian agency": """\
Air defence units shot down eleven unmanned aerial vehicles over the territory of the region overnight, the governor \
wrote on his Telegram channel. According to preliminary information, there were no casualties. In the village of \
Krasny Yar, fragments damaged the roof of a school and the glazing of an apartment building. Operational services \
are working at the scene. Earlier, the defence ministry reported on the destruction of nine drones. The operation of \
the airport was temporarily restricted to ensure flight safety. The regional headquarters has decided to move pupils \
of two districts to distance learning until a special order.""",
    "chinese agency": """\
A total of 1,250 rescuers have been dispatched to the quake-hit county, the local emergency management authorities \
said Monday. As of 8 a.m., the quake had claimed 16 lives and left 74 others injured. More than 3,400 houses \
collapsed or were damaged to varying degrees, and power supply has been restored in most of the townships. The \
provincial authorities have allocated 20 million yuan in relief funds. Efforts should be made to carry out search \
and rescue work in an all-out manner and to properly resettle the affected people, an official said at a meeting.""",
    "broadcast monitoring": """\
THE REVOLUTIONARY COMMAND CLAIMED TODAY THAT ITS UNITS ATTACKED AN ARMY POST AT LAS CRUCES, 40 KM EAST OF THE \
CAPITAL, KILLING A SERGEANT AND WOUNDING FIVE SOLDIERS. IN A COMMUNIQUE READ OVER A CLANDESTINE STATION, THE COMMAND \
ADDED THAT TWO LIGHT MACHINE GUNS AND A RADIO WERE CAPTURED. ARMED FORCES SOURCES DENIED THE REPORT. THEY SAID THAT \
A UNION OF PEASANTS HAD BLOCKED A BRIDGE AND THAT AN ENGINEER COMPANY HAD REMOVED THE STONES WITHOUT INCIDENT.""",
    "statement": """\
We, the undersigned civil society organisations, are deeply alarmed by the arbitrary arrest of Ms Hana Desta, a \
human rights defender, and two members of her family on 3 June. According to an eyewitness, plainclothes agents took \
them from their home without a warrant. We call on the authorities to immediately and unconditionally release them, \
to ensure that they are not subjected to torture or other ill-treatment, and to guarantee in all circumstances that \
human rights defenders are able to carry out their legitimate activities. A universal periodic review of the \
country's record is due in a year.""",
    "situation report": """\
HIGHLIGHTS. An estimated 12,400 people (2,480 households) were displaced from Upper Tarro between 1 and 14 March \
following clashes. Access: the Tarro-Beni axis remains closed to commercial traffic; a UNHAS helicopter flight is \
planned on a weekly basis. Health: one mobile clinic run by an NGO is operational, a second is on stand-by. A \
cholera alert was issued on 9 March; 31 cases, including two deaths, were line-listed. Food security: WFP \
distributed a half ration to 8,900 people. Funding: a USD 4.1 million appeal is 18 per cent funded. Gaps: shelter \
kits, safe water, psychosocial support for children.""",
    "sports": """\
United came from behind to win a heated derby in which the referee showed an astonishing eleven yellow cards. The \
visitors struck first, a header from a corner, but a one-two on the edge of the area let in Obi, who fired home in \
off the post. Rovers were under siege for the last half hour and their keeper pulled off an outrageous save, yet the \
winner, when it came, was an own goal. "We shot ourselves in the foot," said the manager. "At the end of the day \
it's a game of two halves, and in the finish the better side won." Trouble flared outside the ground, where police \
made eight arrests.""",
    "business": """\
Shares in Norvane fell 4.2 percent on Monday after the miner said a strike at an open-pit copper mine had entered \
its third week. Union leaders rejected an offer of a one-off payment, calling it a bad joke. The company, which has \
a market value of about $9 billion, said that it might declare force majeure if the blockade of the access road \
continued. An analyst at a brokerage in the capital said that the prime minister was unlikely to intervene in an \
election year. Copper for delivery in three months rose to a five-month high.""",
    "feature": """\
On the last evening before the river rose, Amina took her grandmother's kettle down from its nail and wrapped it in \
a shawl. It was the only thing she meant to save. Thousands of people in the delta have learned, in a decade of \
floods and a war that came and went like weather, to decide such things quickly. The men with guns come for the \
boats; the water comes for the rest. "You hear an engine and you count," she says. "One engine is a trader. Two is \
the army. More than two, and you are already in the reeds." Her husband was taken that way, on a clear night, by \
fighters who called him brother. He has not been seen since.""",
    "court": """\
A military tribunal on Wednesday sentenced a former rebel commander to life imprisonment for crimes against \
humanity, including murder, enslavement and the use of child soldiers. Reading an abridged version of the 400-page \
judgment, the presiding judge said that the accused had exercised effective control over the unit that burned \
Mayele. An appeal may be lodged within 30 days. A lawyer for the victims called it a historic ruling; defence \
counsel said that it rested on hearsay. Of 18 charges, he was acquitted of three. Reparations will be dealt with at \
a hearing in the autumn.""",
    "tabloid": """\
A HERO granny fought off an armed raider with a frozen chicken. Plucky Joan Bates, 81, was doing her weekly shop \
when the masked thug burst in waving a gun. "I thought, not on my watch," she told us. "I walloped him one." The yob \
legged it and was nicked by cops down the road, hiding in a skip. Shopkeeper Raj said: "She's one of a kind. I've \
told her she can have free chickens for a year." Police advised the public not to have a go. Joan, a great-gran of \
six, served in an ack-ack battery when she was a slip of a girl.""",
    "interview": """\
Q: Is it a war? A: It is a thing for which we do not have a word. A war has an end. Q: You met the general in May. \
A: I did. He gave me tea and said that a few of the boys had got out of hand. A few! Whole villages were on fire. Q: \
Do you trust the ceasefire? A: I trust the rain. When the roads are under water they cannot bring up the guns, and \
so we have, as we had last year, a peace of sorts. Q: What should the United Nations do? A: Count us. Someone should \
at least count us, one by one, by name.""",
    "ghanaian": """\
The Minister for the Interior has imposed a curfew on Nakpachei township and its environs from 6.00 p.m. to 6.00 \
a.m. with immediate effect. This follows renewed clashes between two factions in a protracted chieftaincy dispute, \
in which two people lost their lives and several houses were torched. A statement signed and issued by the Minister \
urged the chiefs, elders, opinion leaders and youth to exercise restraint. There is a total ban on all persons in \
the aforementioned communities from carrying arms. The Regional Security Council has beefed up security, and a \
combined team of police and military personnel has been deployed to maintain law and order.""",
    "australian": """\
Police have charged a 42-year-old man over an alleged arson attack on a synagogue in Melbourne's south-east, in what \
investigators describe as a breakthrough. Counter-terrorism detectives arrested the man at a unit in Warrick Park \
early on Tuesday, and seized a ute, two mobile phones and a jerry can. Premier Dan Hollis said there was no place \
for this kind of thing in the state. The man was refused bail and will front a magistrate this arvo. Community \
leaders said that more needed to be done, and that a security guard had been on smoko when the fire was lit.""",
    "canadian": """\
RCMP officers began dismantling a blockade on a logging road in northern British Columbia on Friday morning, \
arresting an elder and 13 others who had defied an injunction. The hereditary chiefs called the raid an act of \
colonial violence. The company has said that it has signed agreements with all 20 elected band councils along the \
route. Supporters held rallies in Toronto, Montréal and Halifax, and a CN line east of Belleville was shut for a \
second day. A spokesperson for the federal minister said that a meeting would be held as soon as possible. The RCMP \
said an exclusion zone was in place.""",
    "learner's": """\
In the last week many people were going out to the street for protesting about the price of the bread. I was there \
with my brother and we have seen that police used the gas. Some youngsters throwed stones, but the most of the \
people was peaceful. One girl near to us fell down and we helped her. After that the soldiers came with big cars and \
they said by loudspeaker that everybody must go home. My neighbour, who is working in the hospital, informed me that \
12 persons were injured. It is a pity, because we only want to live a normal life. God willing it will be better.""",
    "old": """\
The insurgents, having crossed the river in the course of the night, fell upon the outposts shortly before daybreak. \
The garrison, numerous but ill supplied, defended itself with obstinacy until nine o'clock, when, an aide-de-camp \
having brought word that no assistance was to be expected, the commandant consented to treat. The terms are said to \
be lenient. The inhabitants, among whom there was at first extreme terror, have resumed their occupations. A number \
of the wounded were conveyed to the convent, whose sisters, it is universally allowed, behaved with the greatest \
humanity.""",
    "liveblog": """\
14:32 Sirens are sounding again in the north. 14:35 The army says it has identified launches and is working to \
intercept the threat. 14:41 A police spokesman says that an unexploded missile is lying in a school yard in Kfar Tal \
and asks people to stay away. 14:50 We are hearing from our reporter at the hospital that a family of four has been \
brought in, two of them in a serious condition. 14:58 All clear. 15:10 The opposition leader has cut short a visit \
to Berlin. 15:20 A UN official calls for a humanitarian pause. 15:31 More on this as we get it.""",
}
