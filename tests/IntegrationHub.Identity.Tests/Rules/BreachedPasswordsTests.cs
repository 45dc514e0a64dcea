using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Identity.Passwords;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>A list of breached passwords is searched on disk.</summary>
public sealed class BreachedPasswordsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-breached-");

    [Theory]
    [InlineData(1, "\n")]
    [InlineData(2, "\n")]
    [InlineData(997, "\n")]
    [InlineData(1000, "\r\n")]
    public void Every_password_of_the_list_is_found_and_no_other(int count, string lineEnd)
    {
        var list = Write(string.Concat(Enumerable.Range(0, count).Select(static number => Hash($"password-{number}")).Order(StringComparer.Ordinal)
            .Select((hash, index) => $"{hash}:{index * 7919}{lineEnd}")));

        Assert.Null(list.Problem());
        Assert.All(Enumerable.Range(0, count), number => Assert.True(list.Holds($"password-{number}")));
        Assert.All(Enumerable.Range(count, 200), number => Assert.False(list.Holds($"password-{number}")));
    }

    [Fact]
    public void Digests_alone_and_without_a_last_line_feed_are_a_list_too()
    {
        var list = Write(string.Join('\n', new[] { "a", "b", "c" }.Select(Hash).Order(StringComparer.Ordinal)).ToLowerInvariant());

        Assert.Null(list.Problem());
        Assert.All(["a", "b", "c"], password => Assert.True(list.Holds(password)));
        Assert.False(list.Holds("d"));
    }

    [Theory]
    [InlineData("password\n123456\n")]
    [InlineData("")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1\n0000000000000000000000000000000000000000:1\n")]
    public void What_is_no_sorted_list_of_digests_is_refused(string text) => Assert.NotNull(Write(text).Problem());

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.NotNull(new BreachedPasswords(Path.Combine(_folder.FullName, "none")).Problem());

    public void Dispose() => _folder.Delete(recursive: true);

    private BreachedPasswords Write(string text)
    {
        var file = Path.Combine(_folder.FullName, "list.txt");
        File.WriteAllText(file, text);
        return new BreachedPasswords(file);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The lists that can be had are of SHA-1; it protects nothing here.")]
    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
}
