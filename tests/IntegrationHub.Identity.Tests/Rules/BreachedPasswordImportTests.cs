using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Identity.Passwords;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>A list in any order becomes one that is searched on disk.</summary>
public sealed class BreachedPasswordImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-import-");

    private string Target => Path.Combine(_folder.FullName, "breached.txt");

    [Theory]
    [InlineData(10)]
    [InlineData(997)]
    [InlineData(1_000_000)]
    public void A_list_in_any_order_larger_than_memory_is_sorted_and_holds_each_once(int piece)
    {
        // More pieces than are merged at a time, with the smallest.
        var passwords = Enumerable.Range(0, 2000).Select(static number => $"password-{number}").ToList();
        var random = new Random(7);
        var lines = passwords.Concat(passwords.Take(500)).OrderBy(_ => random.Next()).Select((password, index) => index % 3 == 0 ? Hash(password) : $"{Hash(password).ToLowerInvariant()}:{index}");
        var done = Import(string.Join("\r\n", lines), piece: piece);

        Assert.Equal((2500, 0, 2000), (done.Lines, done.Bad, done.Held));
        var list = new BreachedPasswords(Target);
        Assert.Null(list.Problem());
        Assert.All(passwords, password => Assert.True(list.Holds(password)));
        Assert.All(Enumerable.Range(2000, 200), number => Assert.False(list.Holds($"password-{number}")));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void Passwords_themselves_are_a_list_too_in_any_script()
    {
        var done = Import("\uFEFFcorrect horse\n一个密码\n\nfirst second\n", plain: true);

        Assert.Equal((3, 0, 3), (done.Lines, done.Bad, done.Held));
        Assert.All(["correct horse", "一个密码", "first second"], password => Assert.True(new BreachedPasswords(Target).Holds(password)));
    }

    [Fact]
    public void Bad_lines_are_left_out_and_told_by_number()
    {
        var done = Import($"password\n{Hash("a")}:1\n{Hash("b")}:x\n{Hash("c")}1\n{Hash("d")[..39]}G\n\n{new string('f', 5000)}\n{Hash("e")}");

        Assert.Equal((7, 5, 2), (done.Lines, done.Bad, done.Held));
        Assert.Equal([1, 3, 4, 5, 7], done.FirstBad);
        Assert.Equal(BreachedPasswordImport.MostTold, Import(string.Concat(Enumerable.Repeat("no\n", 100))).FirstBad.Count);
    }

    [Fact]
    public void Another_list_is_added_unless_it_takes_the_place_of_the_one_before_and_one_without_a_digest_changes_nothing()
    {
        Import(Hash("a"));
        Assert.Equal(2, Import($"{Hash("b")}\n{Hash("a")}:5").Held);
        Assert.True(new BreachedPasswords(Target).Holds("a"));
        Assert.Equal(1, Import(Hash("c"), replaces: true).Held);
        Assert.False(new BreachedPasswords(Target).Holds("a"));

        Assert.Equal(0, Import("nothing\n", replaces: true).Held);
        Assert.True(new BreachedPasswords(Target).Holds("c"));
    }

    [Fact]
    public void A_list_is_given_up_for_a_file_without_bad_lines_alone()
    {
        Import(Hash("a"));
        var done = Import($"{Hash("b")}\nno digest\n", replaces: true);

        Assert.Equal((2, 1, 0), (done.Lines, done.Bad, done.Held));
        Assert.True(new BreachedPasswords(Target).Holds("a"));
        Assert.Equal(2, Import($"{Hash("b")}\nno digest\n").Held);
    }

    [Fact]
    public void Digests_are_no_passwords()
    {
        Import(Hash("a"));
        Assert.Throws<InvalidDataException>(() => Import($"{Hash("b")}:7\n{Hash("c")}\n", plain: true));
        Assert.True(new BreachedPasswords(Target).Holds("a"));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
        Assert.Equal(3, Import($"{Hash("b")}\nlantern orchard tide\n", plain: true).Held);
    }

    [Fact]
    public void Given_up_in_the_middle_the_list_is_as_it_was()
    {
        Import(Hash("a"));
        using var given = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new BreachedPasswordImport(Target, 10).Run(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(static number => Hash($"{number}") + "\n")))), false, true, _ => given.Cancel(), given.Token));

        Assert.True(new BreachedPasswords(Target).Holds("a"));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private BreachedImport Import(string text, bool plain = false, bool replaces = false, int piece = 1000) =>
        new BreachedPasswordImport(Target, piece).Run(new MemoryStream(Encoding.UTF8.GetBytes(text)), plain, replaces, static _ => { }, default);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The lists that can be had are of SHA-1; it protects nothing here.")]
    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
}
