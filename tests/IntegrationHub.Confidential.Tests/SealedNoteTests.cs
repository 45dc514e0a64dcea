using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Confidential.Tests;

/// <summary>Which columns are sealed throughout, outside of the database.</summary>
public sealed class SealedNoteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-note-");

    private string NoteFile => Path.Combine(_folder.FullName, "pki", SealedNote.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_noted_stays_noted_whoever_notes_more()
    {
        var (one, other) = (SealedNote.Open(NoteFile), SealedNote.Open(NoteFile));
        Assert.False(one.Has("event.data"));

        one.Add(["event.data"]);
        other.Add(["account.person"]);

        Assert.True(one.Has("event.data"));
        Assert.True(other.Has("event.data") && other.Has("account.person"));
        var later = SealedNote.Open(NoteFile);
        Assert.True(later.Has("event.data") && later.Has("account.person") && !later.Has("event"));
        Assert.Equal(["account.person", "event.data"], SealedNote.ColumnsOf(File.ReadAllBytes(NoteFile), NoteFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"format":"another","columns":[]}""")]
    public void A_damaged_note_is_told_and_not_taken_for_none(string content)
    {
        SealedNote.Open(NoteFile).Add(["event.data"]);
        IntegrationHub.Keys.SecretFiles.Replace(NoteFile, System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal(KeyEncryptionProblem.Damaged, Assert.Throws<KeyEncryptionException>(() => SealedNote.Open(NoteFile)).Problem);
    }
}
