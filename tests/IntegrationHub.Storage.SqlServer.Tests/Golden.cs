namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Files of what the provider writes and sends, which people have reviewed. <c>IHUB_WRITE_GOLDEN=1</c> writes them anew.</summary>
internal static class Golden
{
    private static string Folder => Path.Combine(Sources.Root, "tests", "IntegrationHub.Storage.SqlServer.Tests", "Golden");

    public static void AssertSame(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("IHUB_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
