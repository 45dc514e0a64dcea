using System.Security.Cryptography;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Tests;

/// <summary>What one side seals the other opens, and nobody else opens it, makes it, or puts it elsewhere.</summary>
public sealed class CrossingSealTests : IDisposable
{
    private const string Payload = """{"name":"陈静","hash":"PLANTED-HASH"}""";

    private static readonly CrossingBinding At = new(1, "publications", Guid.Parse("01890000-0000-7000-8000-000000000001"), Guid.Parse("01890000-0000-7000-8000-000000000002"), "login", 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-crossing-");
    private readonly InMemoryKeys _companyKeys = new(), _customersKeys = new();

    private string CompanyFile => Path.Combine(_folder.FullName, "company.json");

    private string CustomersFile => Path.Combine(_folder.FullName, "customers.json");

    public void Dispose()
    {
        _companyKeys.Dispose();
        _customersKeys.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Each_side_opens_what_the_other_sealed_and_the_text_shows_nowhere()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        foreach (var (from, to) in new[] { (company, customers), (customers, company) })
        {
            var crossed = from.Seal(At, Payload);

            Assert.Equal(Payload, to.Open(At, crossed));
            Assert.True(CrossingKeyFile.IsSealed(crossed));
            Assert.True(from.Knows(crossed) && to.Knows(crossed));
            Assert.DoesNotContain("PLANTED", crossed, StringComparison.Ordinal);
            Assert.NotEqual(crossed, from.Seal(At, Payload));
        }
    }

    [Fact]
    public void Who_sealed_does_not_open_and_who_is_neither_side_neither_opens_nor_is_believed()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        var (stranger, _) = CrossingKeyFile.InMemory();
        var crossed = company.Seal(At, Payload);

        Assert.Null(company.Open(At, crossed));
        Assert.Null(stranger.Open(At, crossed));
        Assert.Null(customers.Open(At, stranger.Seal(At, Payload)));
        Assert.False(stranger.Knows(crossed));
    }

    [Fact]
    public void What_is_sealed_rightly_and_unpacks_to_more_than_any_text_does_not_open_and_stops_nobody()
    {
        var (company, customers) = CrossingKeyFile.InMemory();

        Assert.Null(company.Open(At, customers.Seal(At, new string('a', 2 << 20))));
        Assert.Equal(Payload, company.Open(At, customers.Seal(At, Payload)));
    }

    [Fact]
    public void Put_elsewhere_it_does_not_open()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        var crossed = company.Seal(At, Payload);

        Assert.All(
            new[] { At with { Retailer = 2 }, At with { Stream = "requests" }, At with { Id = Guid.NewGuid() }, At with { Subject = null }, At with { Subject = Guid.NewGuid() }, At with { Kind = "contract" }, At with { Version = 2 } },
            elsewhere => Assert.Null(customers.Open(elsewhere, crossed)));
    }

    [Fact]
    public void Altered_in_any_place_or_no_seal_at_all_it_does_not_open()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        var crossed = company.Seal(At, Payload);
        for (var i = 0; i < crossed.Length; i++)
        {
            // The last character before the end carries bits that are no octet's.
            var altered = crossed[..i] + (crossed[i] == 'A' ? 'B' : 'A') + crossed[(i + 1)..];
            Assert.True(customers.Open(At, altered) is null or Payload, $"{i}");
        }

        Assert.All(new[] { "", "{}", Payload, "{\"sealed\":\"\"}", "{\"sealed\":\"\"", "{\"sealed\":\"!\"}", crossed[..^30] + "\"}" }, text => Assert.Null(customers.Open(At, text)));
    }

    [Fact]
    public void What_was_received_before_there_was_sealing_is_sealed_by_the_receiver()
    {
        var (company, _) = CrossingKeyFile.InMemory();
        var request = At with { Stream = "requests" };

        Assert.Equal(Payload, company.Open(request, company.SealReceived(request, Payload)));
        Assert.Null(company.Open(request, Payload));
    }

    [Fact]
    public void A_long_text_is_packed_and_any_text_comes_back()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        var text = $$"""{"text":"{{string.Concat(Enumerable.Repeat("电力用户应当按期支付电费。", 5_000))}}"}""";
        var random = Convert.ToBase64String(RandomNumberGenerator.GetBytes(100_000));

        Assert.Equal(text, customers.Open(At, company.Seal(At, text)));
        Assert.True(company.Seal(At, text).Length < text.Length / 4);
        Assert.Equal(random, customers.Open(At, company.Seal(At, random)));
        Assert.Equal("", customers.Open(At, company.Seal(At, "")));
    }

    [Fact]
    public void Former_keys_open_what_was_sealed_with_them_and_running_processes_take_the_new_ones()
    {
        Rotate();
        using var company = CrossingKeyFile.Open(CompanyFile, _companyKeys);
        using var customers = CrossingKeyFile.Open(CustomersFile, _customersKeys);
        var before = company.Seal(At, Payload);
        Rotate();
        Touch();
        var after = company.Seal(At, Payload);

        Assert.NotEqual(before[..40], after[..40]);
        Assert.Equal((Payload, Payload), (customers.Open(At, before), customers.Open(At, after)));
        using var fresh = CrossingKeyFile.Open(CustomersFile, _customersKeys);
        Assert.Equal((Payload, Payload), (fresh.Open(At, before), fresh.Open(At, after)));
    }

    [Fact]
    public void A_sides_file_opens_with_its_own_key_alone_and_holds_no_private_key_of_the_other()
    {
        Rotate();

        Assert.Equal(KeyEncryptionProblem.Missing, Problem(() => CrossingKeyFile.Open(CompanyFile + "x", _companyKeys)));
        using var other = new InMemoryKeys();
        Assert.Equal(KeyEncryptionProblem.WrongKey, Problem(() => CrossingKeyFile.Open(CompanyFile, other)));
        Assert.Equal(KeyEncryptionProblem.WrongKey, Problem(() => CrossingKeyFile.Open(CompanyFile, _customersKeys)));
        File.WriteAllText(CustomersFile, "{}");
        Assert.Equal(KeyEncryptionProblem.Damaged, Problem(() => CrossingKeyFile.Open(CustomersFile, _customersKeys)));
    }

    [Fact]
    public void That_everything_open_is_sealed_is_noted_in_the_file()
    {
        Rotate();
        using var company = CrossingKeyFile.Open(CompanyFile, _companyKeys);
        Assert.False(company.OpenIsSealed);
        CrossingKeyFile.NoteOpenIsSealed(CompanyFile);
        Assert.True(company.OpenIsSealed);
    }

    [Fact]
    public void Of_two_processes_that_begin_at_once_one_makes_the_first_keys()
    {
        Parallel.For(0, 4, _ => Ensure());
        using var company = CrossingKeyFile.Open(CompanyFile, _companyKeys);
        var sealedAtFirst = company.Seal(At, Payload);
        Ensure();

        using var customers = CrossingKeyFile.Open(CustomersFile, _customersKeys);
        Assert.Equal(Payload, customers.Open(At, sealedAtFirst));
        Assert.Equal(sealedAtFirst[..40], company.Seal(At, Payload)[..40]);
    }

    /// <summary>Each rotation seals something with its keys; whoever wrote over it would leave that unreadable.</summary>
    [Fact]
    public void A_note_and_another_rotation_at_the_same_time_lose_no_key()
    {
        Rotate();
        var crossed = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 12, turn =>
        {
            if (turn % 2 == 0)
            {
                Rotate();
                using var company = CrossingKeyFile.Open(CompanyFile, _companyKeys);
                crossed.Add(company.Seal(At, Payload));
            }
            else
            {
                CrossingKeyFile.NoteOpenIsSealed(CompanyFile);
            }
        });

        using var customers = CrossingKeyFile.Open(CustomersFile, _customersKeys);
        Assert.All(crossed, one => Assert.Equal(Payload, customers.Open(At, one)));
        Assert.Equal(7, System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(CompanyFile)).RootElement.GetProperty("own").GetArrayLength());
    }

    private static KeyEncryptionProblem Problem(Func<CrossingKeyFile> open) => Assert.Throws<KeyEncryptionException>(() => open().Dispose()).Problem;

    private void Ensure() => CrossingKeyFile.Ensure((CompanyFile, _companyKeys), (CustomersFile, _customersKeys), DateTimeOffset.UnixEpoch);

    private void Rotate() => CrossingKeyFile.Rotate((CompanyFile, _companyKeys), (CustomersFile, _customersKeys), DateTimeOffset.UnixEpoch);

    /// <summary>A file system that counts in seconds would show one time for both.</summary>
    private void Touch()
    {
        foreach (var file in (string[])[CompanyFile, CustomersFile])
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(60));
    }
}
