"""The reference item, http://eprints.lse.ac.uk/64325/, as EPrints exports it, with its subjects."""

# ruff: noqa: RUF001 - its abstract has en dashes

ABSTRACT = (
    "Purpose – The purpose of this paper is to discuss “system transformation” in the context "
    "of different workforces and organisations seeking to support people experiencing "
    "multiple exclusion homelessness (MEH). From a relational and integrated care perspective "
    "it aims to identify barriers to achieving more effective ways of working in the "
    "prevailing context of “managerial domination”. Communities of practice (COPs) are "
    "evaluated to identify their potential to overcome some of these barriers. "
    "Design/methodology/approach – The paper presents a theoretical and conceptual discussion "
    "of a project in which a number of COPs were established and evaluated to ascertain their "
    "value in developing more relational ways of working in the context of MEH. Case studies "
    "of COPs operating in the context of MEH are explored and discussed. Findings – It is "
    "concluded that COPs have the potential to deliver small-scale changes (“little "
    "miracles”) which are characteristically more subversive than transformative. "
    "Nevertheless, the authors still see these small gains as significant when compared to "
    "the inertia that is often found in local systems of care where more traditional "
    "management techniques (such as “payment by results”) prevail. The authors also draw "
    "attention to the scope for much improved service quality which flows from moving beyond "
    "the “tick box” and into the realms of what it really takes to tackle homelessness and "
    "multiple exclusion. In other words, although often requiring considerable amounts of "
    "“craft and graft” to deliver seemingly very small amounts of change, these “little "
    "miracles” may actually be more conducive in the long run to delivering the kind of "
    "tangible “real” change that is often aspired to by both workers and service users and "
    "their carers. Research limitations/implications – The COPs project was limited in terms "
    "of time and scale and, hence, further research would be needed to, for example, "
    "ascertain their longer-term potential. Practical implications – There is merit in the "
    "theoretical perspectives discussed and, from these, of understanding how best to "
    "establish and operate COPs as a vehicle for achieving better outcomes through integrated "
    "or collaborative working. Social implications – There is much scope for better "
    "integrated or more collaborative working in the context of MEH and this paper draws "
    "attention to how COPs could be one means of achieving better outcomes for people "
    "experiencing MEH. Originality/value – This is the first paper to set out the theoretical "
    "analysis of COPs as a means of achieving better integrated or collaborative working."
)
TITLE = (
    "Releasing the grip of managerial domination: the role of communities of practice in tackling "
    "multiple exclusion homelessness"
)
SUBJECTS = """
<subjects xmlns="http://eprints.org/ep2/data/2.0">
  <subject id="http://eprints.lse.ac.uk/id/subject/ROOT">
    <subjectid>ROOT</subjectid><name><item><name>(Top Level)</name><lang>en</lang></item></name>
  </subject>
  <subject id="http://eprints.lse.ac.uk/id/subject/HD28">
    <subjectid>HD28</subjectid>
    <name><item><name>HD28 Management. Industrial Management</name><lang>en</lang></item></name>
    <parents><item>HD</item></parents>
    <ancestors><item>HD28</item><item>HD</item><item>H</item><item>subjects</item></ancestors>
  </subject>
  <subject id="http://eprints.lse.ac.uk/id/subject/HD">
    <subjectid>HD</subjectid>
    <name><item><name>HD Industries. Land use. Labor</name><lang>en</lang></item></name>
    <parents><item>H</item></parents>
  </subject>
  <subject id="http://eprints.lse.ac.uk/id/subject/H1">
    <subjectid>H1</subjectid>
    <name><item><name>H Social Sciences (General)</name><lang>en</lang></item></name>
    <parents><item>H</item></parents>
  </subject>
  <subject id="http://eprints.lse.ac.uk/id/subject/H">
    <subjectid>H</subjectid>
    <name><item><name>H Social Sciences</name><lang>en</lang></item></name>
    <parents><item>subjects</item></parents>
  </subject>
  <subject id="http://eprints.lse.ac.uk/id/subject/subjects">
    <subjectid>subjects</subjectid>
    <name><item><name>Library of Congress subject areas</name><lang>en</lang></item></name>
    <parents><item>ROOT</item></parents>
  </subject>
</subjects>
"""
EPRINT = f"""
<eprint xmlns="http://eprints.org/ep2/data/2.0" id="http://eprints.lse.ac.uk/id/eprint/64325">
  <eprintid>64325</eprintid>
  <rev_number>21</rev_number>
  <documents>
    <document id="http://eprints.lse.ac.uk/id/document/143001">
      <docid>143001</docid>
      <files>
        <file id="http://eprints.lse.ac.uk/id/file/380001">
          <filename>Clark_Releasing the grip.pdf</filename>
          <mime_type>application/pdf</mime_type>
          <filesize>425984</filesize>
          <url>http://eprints.lse.ac.uk/64325/1/Clark_Releasing%20the%20grip.pdf</url>
        </file>
      </files>
      <mime_type>application/pdf</mime_type>
      <format>text</format>
      <language>en</language>
      <security>public</security>
      <main>Clark_Releasing the grip.pdf</main>
      <content>accepted</content>
    </document>
    <document id="http://eprints.lse.ac.uk/id/document/143002">
      <files>
        <file>
          <filename>preview.jpg</filename>
          <mime_type>image/jpeg</mime_type>
          <url>http://eprints.lse.ac.uk/64325/2/preview.jpg</url>
        </file>
      </files>
      <mime_type>image/jpeg</mime_type>
      <security>public</security>
      <main>preview.jpg</main>
      <relation>
        <item>
          <type>http://eprints.org/relation/isVersionOf</type>
          <uri>http://eprints.lse.ac.uk/id/document/143001</uri>
        </item>
        <item>
          <type>http://eprints.org/relation/isVolatileVersionOf</type>
          <uri>http://eprints.lse.ac.uk/id/document/143001</uri>
        </item>
      </relation>
    </document>
  </documents>
  <eprint_status>archive</eprint_status>
  <userid>42</userid>
  <datestamp>2015-11-04 15:51:00</datestamp>
  <lastmod>2023-11-15 06:27:00</lastmod>
  <status_changed>2015-11-04 15:51:00</status_changed>
  <type>article</type>
  <metadata_visibility>show</metadata_visibility>
  <creators>
    <item>
      <name><family>Clark</family><given>Michael</given></name>
      <id>someone@example.org</id>
      <orcid>0000-0003-4964-5005</orcid>
    </item>
    <item><name><family>Cornes</family><given>Michelle</given></name></item>
    <item><name><family>Manthorpe</family><given>Jill</given></name></item>
    <item><name><family>Hennessy</family><given>Catherine</given></name></item>
    <item><name><family>Anderson</family><given>Sarah</given></name></item>
  </creators>
  <title>{TITLE}</title>
  <ispublished>pub</ispublished>
  <subjects><item>H1</item><item>HD28</item></subjects>
  <divisions><item>PSSRU</item></divisions>
  <full_text_status>public</full_text_status>
  <note>© 2015 Emerald Group Publishing Limited</note>
  <abstract>{ABSTRACT}</abstract>
  <date>2015</date>
  <date_type>published</date_type>
  <publication>Journal of Integrated Care</publication>
  <volume>23</volume>
  <number>5</number>
  <publisher>Emerald Group Publishing Limited</publisher>
  <pagerange>287-301</pagerange>
  <id_number>10.1108/JICA-06-2015-0023</id_number>
  <refereed>TRUE</refereed>
  <issn>1476-9018</issn>
</eprint>
"""
